/// A running walk: where its forms go and what proves that they are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// `/p/s/{session_id}`, without a slash at the end.
    pub path: String,
    /// The value of the hidden field `csrf`.
    pub csrf: String,
}

impl Session {
    pub(crate) fn sample() -> Self {
        Self { path: "/p/s/01HZX3M8Q4".to_owned(), csrf: "c3JmLXNhbXBsZQ".to_owned() }
    }
}
