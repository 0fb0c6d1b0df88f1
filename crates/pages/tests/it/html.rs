//! A reader for the HTML of this crate's templates, which is regular: every attribute is quoted or bare, and every `<` and
//! `>` that is not markup is escaped, which the reader insists on.

use std::collections::BTreeMap;

/// An opening tag.
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: BTreeMap<String, String>,
    /// The names of the elements that it is in, outermost first.
    pub(crate) path: Vec<String>,
}

impl Tag {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub(crate) fn has(&self, attribute: &str) -> bool {
        self.attributes.contains_key(attribute)
    }

    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

const VOID: [&str; 9] = ["meta", "link", "input", "img", "rect", "circle", "path", "br", "wbr"];

pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut path: Vec<String> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (inside, text) = piece.split_once('>').expect("every tag ends");
        assert!(!text.contains('>'), "a bare > in {text:?}");
        if inside.starts_with('!') {
            continue;
        }
        if let Some(closed) = inside.strip_prefix('/') {
            assert_eq!(path.pop().as_deref(), Some(closed), "elements nest");
            continue;
        }
        let inside = inside.trim_end_matches('/');
        let (name, rest) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        found.push(Tag { name: name.to_owned(), attributes: attributes(rest), path: path.clone() });
        if !VOID.contains(&name) {
            path.push(name.to_owned());
        }
    }
    assert!(path.is_empty(), "left open: {path:?}");
    found
}

fn attributes(mut rest: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("every value is quoted"),
            None => ("", after),
        };
        let twice = found.insert(name.to_owned(), value.to_owned());
        assert!(twice.is_none(), "{name} twice");
        rest = after;
    }
}

/// What is between the first `<name …>` and its end.
pub(crate) fn text_of<'a>(html: &'a str, name: &str) -> &'a str {
    let (_, rest) = html.split_once(&format!("<{name}")).unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split_once(&format!("</{name}>")).unwrap().0
}
