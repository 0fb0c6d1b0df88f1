/// Whom a page tells how far the recipient has come, and of what: the page around it, or the one that opened it.
///
/// It travels in the page as attributes of a script, so it holds what the sites of the workspace may know: ids, and no token, name or
/// address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedding {
    /// The origins that are told, separated by spaces. There is one or more.
    pub to: String,
    /// The id of the link.
    pub link: String,
    /// The events that are told, separated by spaces; `None` for all of them.
    pub only: Option<String>,
    /// The connections that came of the walk by now, separated by spaces.
    pub connections: String,
}

impl Embedding {
    pub(crate) fn sample() -> Self {
        Self {
            to: "https://app.acme.example".to_owned(),
            link: "01900000-0000-7000-8000-000000000001".to_owned(),
            only: None,
            connections: String::new(),
        }
    }
}
