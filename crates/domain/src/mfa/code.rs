/// The one code in a message, if there is exactly one thing in it that can be a code: four to ten ASCII letters and digits
/// standing by themselves, at least one of them a digit. It may be there several times.
///
/// Passed over is what surely is none: parts of addresses and links, numbers with punctuation inside (dates, times,
/// amounts, telephone numbers), and a year after a copyright sign. Whatever else may be a second code makes it none: a
/// wrong one typed at a provider can lock the account, and the collector has the text to read for itself.
#[must_use]
pub fn code_in(subject: &str, text: &str) -> Option<String> {
    let mut found: Option<&str> = None;
    for candidate in candidates(subject).chain(candidates(text)) {
        match found {
            None => found = Some(candidate),
            Some(code) if code == candidate => {}
            Some(_) => return None,
        }
    }
    found.map(str::to_owned)
}

fn candidates(text: &str) -> impl Iterator<Item = &str> {
    let mut before = "";
    text.split_whitespace().flat_map(move |word| {
        let is_year = is_copyright(before) && word.len() >= 4;
        before = word;
        let skipped = is_year || is_address(word);
        pieces(word).filter(move |_| !skipped)
    })
}

fn is_copyright(word: &str) -> bool {
    matches!(word, "©" | "(c)" | "(C)") || word.eq_ignore_ascii_case("copyright")
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains("://") || word.to_ascii_lowercase().contains("www.")
}

/// The runs of ASCII letters and digits in a word that stand by themselves.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let not_ascii = |c: char| !c.is_ascii_alphanumeric();
    word.split(not_ascii).filter(|piece| !piece.is_empty()).filter(move |piece| {
        let start = piece.as_ptr().addr() - word.as_ptr().addr();
        let (before, after) = (word.get(..start), word.get(start + piece.len()..));
        let alone = before.is_some_and(ends_apart) && after.is_some_and(begins_apart);
        alone && (4..=10).contains(&piece.len()) && piece.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether what stands before a run is no part of it: `2026` in `11-2026` is one of a date, and `1234` in `né1234` of a word.
/// Scripts without spaces write a code right behind a letter.
fn ends_apart(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        Some('©') => false,
        Some(c) if joins(c) => !back.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_apart(c),
    }
}

fn begins_apart(after: &str) -> bool {
    let mut on = after.chars();
    match on.next() {
        None => true,
        Some(c) if joins(c) => !on.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_apart(c),
    }
}

const fn joins(c: char) -> bool {
    matches!(c, '-' | '.' | ',' | ':' | '/' | '_' | '\'' | '\u{2010}'..='\u{2015}')
}

fn is_apart(c: char) -> bool {
    !c.is_alphanumeric() || c >= '\u{2E80}'
}
