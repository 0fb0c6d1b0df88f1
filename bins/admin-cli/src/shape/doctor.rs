use serde::Serialize;

use crate::output::{Block, Shape};

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Finding {
    /// Well.
    Ok,
    /// It works, but somebody should look.
    Warn,
    /// It does not work.
    Fail,
}

/// One thing that was examined.
#[derive(Serialize)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) result: Finding,
    /// What was found and, unless all is well, what to do.
    pub(crate) detail: String,
}

/// How a deployment is.
#[derive(Serialize)]
pub(crate) struct Health {
    pub(crate) healthy: bool,
    pub(crate) checks: Vec<Check>,
}

impl Shape for Health {
    fn blocks(&self) -> Vec<Block> {
        let word = |finding| match finding {
            Finding::Ok => "ok",
            Finding::Warn => "warn",
            Finding::Fail => "fail",
        };
        let row =
            |check: &Check| vec![word(check.result).to_owned(), check.name.to_owned(), check.detail.clone()];
        vec![Block::Table {
            head: &["RESULT", "CHECK", "DETAIL"],
            rows: self.checks.iter().map(row).collect(),
            none: "",
        }]
    }
}
