use std::fmt;
use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The most bytes of an address, in either of its forms (RFC 5321, section 4.5.3.1.3, less the angle brackets).
const MAX_BYTES: usize = 254;
/// The most bytes before the `@` (RFC 5321, section 4.5.3.1.1).
const MAX_LOCAL_BYTES: usize = 64;

/// An e-mail address that can receive mail: a dot-atom local part (RFC 5321, RFC 6531) and a DNS name.
///
/// It keeps the spelling it was given, in which mail goes out, and compares by a canonical form: the domain as
/// lower-case A-labels, ASCII letters of the local part without regard to case, everything else of it exactly.
/// No provider's habits are assumed: dots and `+tags` count. Spellings that only look alike (full-width forms,
/// invisible characters, characters with a compatibility mapping to ASCII) are refused rather than folded, because folding
/// is how one person's address becomes another's.
#[derive(Clone)]
pub struct EmailAddress {
    spelling: String,
    canonical: String,
}

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseEmailError {
    /// Not exactly one `@` with something on each side.
    #[error("must be one address of the form name@example.com")]
    Shape,
    /// Longer than 254 bytes, as spelled or in canonical form, or 64 before the `@` (RFC 5321, section 4.5.3.1).
    #[error("is too long for an e-mail address")]
    TooLong,
    /// The part before the `@` has a character or a dot where none may be.
    #[error("has a character before the @ that is not allowed there")]
    LocalPart,
    /// The part after the `@` is not a DNS name, or not written in its usual form.
    #[error("has no usable domain after the @")]
    Domain,
}

impl EmailAddress {
    /// Reads one address.
    ///
    /// # Errors
    /// [`ParseEmailError`] for anything that is not exactly one address: lists, display names, quoted local
    /// parts, IP literals, white space, look-alike characters.
    pub fn parse(text: &str) -> Result<Self, ParseEmailError> {
        // Before anything that costs more than linear time; normalising shortens a text to a third at most.
        if text.len() > 3 * MAX_BYTES {
            return Err(ParseEmailError::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(ParseEmailError::Shape)?;
        if local.is_empty() || domain.is_empty() || domain.contains('@') {
            return Err(ParseEmailError::Shape);
        }
        let local = parse_local(local)?;
        let canonical_domain = parse_domain(domain).ok_or(ParseEmailError::Domain)?;
        // Lower-casing can make room for a composition that has no capital (J and a caron), hence normal form again.
        let folded: String = local.to_ascii_lowercase().nfc().collect();
        let spelling = format!("{local}@{domain}");
        let canonical = format!("{folded}@{canonical_domain}");
        if local.len() > MAX_LOCAL_BYTES || spelling.len() > MAX_BYTES || canonical.len() > MAX_BYTES {
            return Err(ParseEmailError::TooLong);
        }
        Ok(Self { spelling, canonical })
    }

    /// The address as it was given; what mail is sent to.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.spelling
    }

    /// The form that decides equality; parsing it gives an equal address with the same canonical form.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The domain as lower-case A-labels.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.canonical.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address with most of its local part hidden, for showing to somebody who may not be its owner:
    /// `m•••@example.com`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.spelling.split_once('@').unwrap_or((&self.spelling, ""));
        format!("{}•••@{domain}", local.chars().next().unwrap_or('•'))
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for EmailAddress {}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelling)
    }
}

/// Masked, because addresses of recipients do not belong in logs.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

fn parse_local(local: &str) -> Result<String, ParseEmailError> {
    let edges = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    // A mark at the front would join whatever stands before the address; a lone `*` is how a domain rule begins.
    let front = local == "*" || local.starts_with(is_combining_mark);
    if edges || front || local.chars().any(|c| !is_local_char(c)) {
        return Err(ParseEmailError::LocalPart);
    }
    Ok(local.nfc().collect())
}

fn is_local_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    }
    !(turns_ascii(c) || c.is_control() || c.is_whitespace() || is_invisible(c))
}

/// Whether software that normalises by NFKC would see ASCII here: full-width letters, ligatures, the Kelvin sign.
fn turns_ascii(c: char) -> bool {
    !c.is_ascii() && c.nfkc().any(|n| n.is_ascii())
}

/// Unicode's default-ignorable and format characters, as far as they can hide in a name.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFD}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The A-label form of a domain, or `None` when it is no DNS name of two labels or more, or not in its usual form.
pub(super) fn parse_domain(domain: &str) -> Option<String> {
    let uts46 = idna::uts46::Uts46::new();
    let ascii = uts46
        .to_ascii(
            domain.as_bytes(),
            idna::AsciiDenyList::STD3,
            idna::uts46::Hyphens::Check,
            idna::uts46::DnsLength::Verify,
        )
        .ok()?
        .into_owned();
    let last = ascii.rsplit('.').next()?;
    if !ascii.contains('.') || last.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // UTS 46 maps full-width letters, ideographic dots and the like; only case and normal form may differ.
    // Letter by letter as UTS 46 does it: `str::to_lowercase` makes a sigma at the end of a word another letter.
    let lower: String = domain.chars().flat_map(char::to_lowercase).nfc().collect();
    let (unicode, _) =
        uts46.to_unicode(ascii.as_bytes(), idna::AsciiDenyList::STD3, idna::uts46::Hyphens::Check);
    (!domain.chars().any(turns_ascii) && (lower == ascii || lower == *unicode)).then_some(ascii)
}
