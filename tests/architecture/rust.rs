//! Reads just enough of Rust for rules about what the code says: its comparisons, and the types that it derives for.
//!
//! Formatted code is taken for granted. What is not understood comes out as an odd operand, and so as a finding.

/// Something with a `#[derive(…)]`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Derived {
    pub(crate) name: String,
    pub(crate) traits: Vec<String>,
    pub(crate) body: String,
}

/// A comparison with `==` or `!=`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) operator: String,
}

impl Comparison {
    pub(crate) fn spelled(&self) -> String {
        format!("{} {} {}", self.left, self.operator, self.right)
    }
}

/// The code in one line, without comments and tests; a literal of a character is `0`, one of a text `""`.
pub(crate) fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let inside_word = code.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let (skipped, instead) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), "")
        } else if let Some(len) = text_literal(rest).filter(|_| !inside_word) {
            (len, "\"\"")
        } else if let Some(len) = character_literal(rest).filter(|_| !inside_word) {
            (len, "0")
        } else {
            (next.len_utf8(), &rest[..next.len_utf8()])
        };
        code.push_str(instead);
        rest = &rest[skipped..];
    }
    let words: Vec<&str> = code.split_whitespace().collect();
    without_tests(&words.join(" ").replace(" .", "."))
}

/// How long the text literal is that stands here.
fn text_literal(rest: &str) -> Option<usize> {
    let prefix = rest.find('"').filter(|at| rest[..*at].bytes().all(|byte| b"bcr#".contains(&byte)))?;
    let (opening, body) = rest.split_at(prefix + 1);
    if opening.contains('r') {
        let closing = format!("\"{}", "#".repeat(opening.matches('#').count()));
        return body.find(&closing).map(|at| opening.len() + at + closing.len());
    }
    let mut escaped = false;
    let end = body.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map(|at| opening.len() + at + 1)
}

/// How long the character literal is that stands here; a lifetime is none.
fn character_literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('\'')?;
    let first = body.chars().next()?;
    let inside = if first == '\\' { 2 + body.get(2..)?.find('\'')? } else { first.len_utf8() };
    body[inside..].starts_with('\'').then_some(rest.len() - body.len() + inside + 1)
}

fn without_tests(code: &str) -> String {
    let Some((before, rest)) = code.split_once("#[cfg(test)]") else { return code.to_owned() };
    format!("{before}{}", without_tests(rest[item(rest).len()..].trim_start()))
}

/// The code up to the end of the item that begins it.
fn item(code: &str) -> &str {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' if depth == 1 => return &code[..=at],
            '}' => depth -= 1,
            ';' if depth == 0 => return &code[..=at],
            _ => {}
        }
    }
    code
}

pub(crate) fn comparisons(code: &str) -> Vec<Comparison> {
    let operators = [" == ", " != "];
    let places = operators.iter().flat_map(|operator| code.match_indices(operator));
    places
        .map(|(at, operator)| Comparison {
            left: left_operand(&code[..at]),
            right: right_operand(&code[at + operator.len()..]),
            operator: operator.trim().to_owned(),
        })
        .collect()
}

fn left_operand(code: &str) -> String {
    let bytes = code.as_bytes();
    let (mut depth, mut start) = (0, bytes.len());
    while start > 0 {
        let before = start.checked_sub(2).map_or(b' ', |at| bytes[at]);
        match bytes[start - 1] {
            b')' | b']' | b'}' => depth += 1,
            b'(' | b'[' | b'{' if depth > 0 => depth -= 1,
            b'(' | b'[' | b'{' | b',' | b';' | b'|' | b'=' if depth == 0 => break,
            b'&' if depth == 0 && before == b'&' => break,
            b'>' if depth == 0 && before == b'=' => break,
            _ => {}
        }
        start -= 1;
    }
    let operand = code[start..].trim();
    let after = |keyword: &str| operand.rfind(keyword).map_or(operand, |at| &operand[at + keyword.len()..]);
    ["if ", "while ", "return "]
        .map(after)
        .into_iter()
        .min_by_key(|rest| rest.len())
        .unwrap_or(operand)
        .to_owned()
}

fn right_operand(code: &str) -> String {
    let mut depth = 0;
    let end = code.char_indices().find(|(at, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            ')' | ']' | '{' | '}' | ',' | ';' => return depth == 0,
            '=' => return depth == 0,
            '&' | '|' => return depth == 0 && code[at + 1..].starts_with(*c),
            _ => {}
        }
        false
    });
    code[..end.map_or(code.len(), |(at, _)| at)].trim().to_owned()
}

pub(crate) fn derived(code: &str) -> Vec<Derived> {
    let after = code.split("#[derive(").skip(1);
    let types = after.filter_map(|rest| {
        let (traits, rest) = rest.split_once(")]")?;
        let rest = &rest
            [["struct ", "enum "].iter().filter_map(|word| Some(rest.find(word)? + word.len())).min()?..];
        let name = rest.split(|c: char| !(c.is_alphanumeric() || "_$".contains(c))).next()?;
        Some(Derived {
            name: name.to_owned(),
            traits: traits.split(", ").map(str::to_owned).collect(),
            body: item(&rest[name.len()..]).to_owned(),
        })
    });
    types.collect()
}

#[test]
fn code_is_read_without_comments_texts_and_tests() {
    let source = r##"
        // a == b
        fn one<'a>(x: &'a str) -> bool { x.ends_with('=') && b'"' != 7 } // c == d
        const TEXT: &str = "e == \"f\""; const RAW: &[u8] = br#"g == "h""#;
        #[cfg(test)]
        mod tests { fn two() { assert!(i == j); } }
        #[cfg(test)]
        use k;
        fn three() { long()
            .chain() }
    "##;
    assert_eq!(
        code(source),
        "fn one<'a>(x: &'a str) -> bool { x.ends_with(0) && 0 != 7 } \
         const TEXT: &str = \"\"; const RAW: &[u8] = \"\"; fn three() { long().chain() }"
    );
}

#[test]
fn operands_end_where_they_end() {
    let found = |code: &str| comparisons(code).iter().map(Comparison::spelled).collect::<Vec<_>>();
    assert_eq!(found("if *bytes == [0; 32] { return 1; }"), ["*bytes == [0; 32]"]);
    assert_eq!(found("let x = a.b(c, d) == e && f(g)? != h.i() || j;"), ["a.b(c, d) == e", "f(g)? != h.i()"]);
    assert_eq!(found("one.zip(two).all(|(a, b)| a == b)"), ["a == b"]);
    assert_eq!(found("Some(x) if x == y => 1, _ => z.0 == &w[..4]"), ["x == y", "z.0 == &w[..4]"]);
    assert_eq!(found("a <= b && c >= d && e => f"), Vec::<String>::new());
}

#[test]
fn derives_are_found_with_the_body_of_the_type() {
    let code = "#[derive(Clone, PartialEq)] #[non_exhaustive] pub struct A<'a>(pub [u8; 4]); \
                #[derive(Eq)] pub(crate) enum B { C { d: Vec<u8> }, E } struct F;";
    let found = derived(code);
    assert_eq!(found[0].name, "A");
    assert_eq!(found[0].traits, ["Clone", "PartialEq"]);
    assert_eq!(found[0].body, "<'a>(pub [u8; 4]);");
    assert_eq!((found[1].name.as_str(), found[1].body.as_str()), ("B", " { C { d: Vec<u8> }, E }"));
    assert_eq!(found.len(), 2);
}
