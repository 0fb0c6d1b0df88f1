use serde::Serialize;

use crate::problem::{Exit, Problem};

/// What a command answers: the same facts as JSON and as blocks for people.
pub(crate) struct Answer {
    pub(super) json: String,
    pub(super) blocks: Vec<Block>,
    /// What is to be complained about after the answer is out.
    pub(crate) verdict: Option<Problem>,
}

/// A part of an answer, for people.
pub(crate) enum Block {
    /// A sentence.
    Line(String),
    /// One thing: a name and a value a line.
    Facts(Vec<(&'static str, String)>),
    /// Several things, one a line.
    Table {
        /// The names of the columns.
        head: &'static [&'static str],
        /// The lines.
        rows: Vec<Vec<String>>,
        /// What is said when there are none.
        none: &'static str,
    },
}

/// A thing with a documented JSON shape, that can also be shown to people.
pub(crate) trait Shape: Serialize {
    /// It, for people.
    fn blocks(&self) -> Vec<Block>;
}

impl Answer {
    pub(crate) fn new(shape: &impl Shape) -> Result<Self, Problem> {
        let json = serde_json::to_string_pretty(shape).map_err(|error| Problem::new(Exit::Failed, error))?;
        Ok(Self { json, blocks: shape.blocks(), verdict: None })
    }

    /// An answer that was given while it was found.
    pub(crate) const fn given() -> Self {
        Self { json: String::new(), blocks: Vec::new(), verdict: None }
    }

    /// Whether nothing is left to be written.
    pub(super) fn is_given(&self) -> bool {
        self.json.is_empty() && self.blocks.is_empty()
    }

    /// The same answer, which ends in this problem if there is one.
    pub(crate) fn judged(self, verdict: Option<Problem>) -> Self {
        Self { verdict, ..self }
    }
}

/// A value that may not be there.
pub(crate) fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}
