use std::panic::catch_unwind;

/// The longest file of a font that is taken, in bytes.
pub const MAX_FONT: usize = 256 * 1024;
/// The most bytes that it may become.
const MAX_UNPACKED: u32 = 4 * 1024 * 1024;
/// The most tables; fonts have twenty.
const MAX_TABLES: u16 = 64;

/// The length of the header (W3C WOFF 2.0, section 4.1).
const HEADER: usize = 48;
/// The tables of an outline font that browsers do not do without (OpenType 1.9, "Required tables").
const NEEDED: [&[u8; 4]; 6] = [b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"];
/// The outlines, in one of their two forms.
const OUTLINES: [&[u8; 4]; 3] = [b"glyf", b"CFF ", b"CFF2"];

/// Why a font was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// The file is longer than [`MAX_FONT`].
    #[error("must be at most {} KiB", MAX_FONT / 1024)]
    TooLong,
    /// Not a WOFF2 file, or one with several fonts in it.
    #[error("must be a WOFF2 font")]
    Format,
    /// It becomes larger than a font for a page.
    #[error("must unpack to at most {} MiB", MAX_UNPACKED / 1024 / 1024)]
    TooLarge,
    /// It begins as a WOFF2 file and does not go on as one.
    #[error("is damaged: it cannot be read to its end")]
    Damaged,
    /// A table is missing without which no browser shows a letter of it.
    #[error("lacks a table that fonts need")]
    Incomplete,
}

/// Looks through a WOFF2 font.
///
/// # Errors
/// [`FontError`].
pub fn font(bytes: &[u8]) -> Result<(), FontError> {
    if bytes.len() > MAX_FONT {
        return Err(FontError::TooLong);
    }
    if unpacked_length(bytes)? > MAX_UNPACKED {
        return Err(FontError::TooLarge);
    }
    // The unpacker is somebody else's and reads what anybody sends: should it ever lose its footing, that is a damaged
    // file and not a failed request. Nothing of it outlives the call, so no broken state can be seen.
    let font = catch_unwind(|| wuff::decompress_woff2(bytes)).ok().and_then(Result::ok);
    let tables = font.as_deref().and_then(tables).ok_or(FontError::Damaged)?;
    let has = |tag: &[u8; 4]| tables.iter().any(|found| found == tag);
    if NEEDED.iter().all(|tag| has(tag)) && OUTLINES.iter().any(|tag| has(tag)) {
        Ok(())
    } else {
        Err(FontError::Incomplete)
    }
}

/// How many bytes its tables are going to be, by the header and the directory behind it: what the unpacker allocates before it
/// has read any of them.
fn unpacked_length(bytes: &[u8]) -> Result<u32, FontError> {
    let word =
        |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    let short = |at: usize| bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_be_bytes);
    let (Some(signature), Some(flavor), Some(length), Some(tables), Some(total)) =
        (word(0), word(4), word(8), short(12), word(16))
    else {
        return Err(FontError::Format);
    };
    if signature != u32::from_be_bytes(*b"wOF2") || flavor == u32::from_be_bytes(*b"ttcf") {
        return Err(FontError::Format);
    }
    if usize::try_from(length) != Ok(bytes.len()) || !(1..=MAX_TABLES).contains(&tables) {
        return Err(FontError::Damaged);
    }
    let directory = bytes.get(HEADER..).ok_or(FontError::Damaged)?;
    let listed = listed_length(directory, tables).ok_or(FontError::Damaged)?;
    Ok(total.max(listed))
}

/// The sum of the lengths in the directory (section 4.2): of each table as it was, and as it was transformed.
fn listed_length(mut directory: &[u8], tables: u16) -> Option<u32> {
    let mut sum = 0_u32;
    for _ in 0..tables {
        let (flags, rest) = directory.split_first()?;
        directory = rest;
        let tag = flags & 0x3f;
        if tag == 0x3f {
            directory = directory.get(4..)?;
        }
        sum = sum.checked_add(number(&mut directory)?)?;
        // `glyf` and `loca` are transformed unless their version is 3, all others if it is not 0.
        let version = flags >> 6;
        let transformed = if matches!(tag, 10 | 11) { version != 3 } else { version != 0 };
        if transformed {
            sum = sum.checked_add(number(&mut directory)?)?;
        }
    }
    Some(sum)
}

/// A `UIntBase128` (section 4.1): seven bits a byte, five bytes at most.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for _ in 0..5 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value = value.checked_mul(128)?.checked_add(u32::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// The tags in the directory of an unpacked font.
fn tables(font: &[u8]) -> Option<Vec<[u8; 4]>> {
    let count = u16::from_be_bytes(font.get(4..6)?.try_into().ok()?);
    (0..usize::from(count)).map(|at| font.get(12 + at * 16..)?.get(..4)?.try_into().ok()).collect()
}
