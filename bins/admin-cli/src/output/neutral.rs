//! Making what users wrote harmless to a terminal.
//!
//! Names, messages and user agents come from people who are not trusted to write to an operator's terminal: an escape
//! sequence could recolour, retitle or overwrite what it shows, and a directional override could turn it round.

use std::fmt::Write as _;

/// Whether a terminal might obey the character, or lay out the line by it.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A text for one cell: what acts is written out, as `\u{1b}`. Line feeds stay, since cells may have lines.
pub(super) fn text(text: &str) -> String {
    let mut neutral = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) && c != '\n' {
            neutral.extend(c.escape_unicode());
        } else {
            neutral.push(c);
        }
    }
    neutral
}

/// A JSON document in which what acts is escaped, as JSON allows for every character of a string.
pub(super) fn json(document: &str) -> String {
    // Outside its strings a document has no such character but the line feeds of its layout.
    let mut neutral = String::new();
    for c in document.chars() {
        if acts(c) && c != '\n' {
            // All of them lie in the first plane, so each is one escape.
            let _ = write!(neutral, "\\u{:04x}", u32::from(c));
        } else {
            neutral.push(c);
        }
    }
    neutral + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "\u{1b}[31mred\u{9b}2J\u{7f}\r\u{202e}abc\u{2028}\u{0}\t\u{feff}é";

    #[test]
    fn t161_nothing_that_a_terminal_obeys_is_left_in_a_text() {
        let neutral = text(EVIL);
        assert!(!neutral.chars().any(acts), "{neutral:?}");
        assert!(neutral.starts_with("\\u{1b}[31mred\\u{9b}2J\\u{7f}\\u{d}\\u{202e}abc"), "{neutral}");
        assert!(neutral.ends_with('é'));
        assert_eq!(text("first\nsecond"), "first\nsecond");
    }

    #[test]
    fn t161_nor_in_a_document_which_still_says_the_same() {
        let value = serde_json::json!({ EVIL: [EVIL, "line\nfeed"] });
        let neutral = json(&format!("{value:#}"));
        assert!(!neutral.chars().any(|c| acts(c) && c != '\n'), "{neutral:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&neutral).unwrap(), value);
    }
}
