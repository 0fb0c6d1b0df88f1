use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Session, SummaryLine};

/// Takes the code that was mailed.
///
/// It says the same whoever asked: whether the address is on the list is not told. Posts `code` to `{session}/code`, and
/// nothing but the proof to `{session}/address` for another code.
#[derive(Template)]
#[template(path = "code.html")]
pub struct Code {
    /// Language, brand.
    pub frame: Frame,
    /// Where the forms go.
    pub session: Session,
    /// The address, masked: `d•••@harbour.example`.
    pub address: String,
    /// For how many seconds no other code can be asked for.
    pub wait: u32,
    /// What is wrong.
    pub problem: Option<CodeProblem>,
}

/// Why a code did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    /// There is none.
    Missing,
    /// It is not six digits.
    NotACode,
    /// It is not the one that was sent.
    Wrong {
        /// How many more can be tried.
        left: u32,
    },
    /// Its time is over, or too many wrong ones were typed.
    Void,
    /// Another one was asked for too soon.
    TooSoon,
}

impl Code {
    /// What is wrong with what was typed, which is all but an impatient press.
    fn code_error(&self) -> Option<SummaryLine> {
        self.error().filter(|line| line.field.is_some())
    }

    fn error(&self) -> Option<SummaryLine> {
        let say = |key| self.frame.say(key).to_string();
        let (text, next) = match self.problem? {
            CodeProblem::Missing => (say("code-error-missing"), None),
            CodeProblem::NotACode => (say("code-error-form"), None),
            // The few that are worth a warning.
            CodeProblem::Wrong { left: left @ 1..=2 } => {
                (say("code-error-wrong"), Some(self.frame.say("code-left").with("count", left).to_string()))
            }
            CodeProblem::Wrong { left: 0 } => (say("code-error-wrong"), Some(say("code-error-void-next"))),
            CodeProblem::Wrong { .. } => (say("code-error-wrong"), Some(say("code-error-wrong-next"))),
            CodeProblem::Void => (say("code-error-void"), Some(say("code-error-void-next"))),
            CodeProblem::TooSoon => {
                let text = self.frame.say("code-error-soon").with("time", self.left_to_wait()).to_string();
                return Some(SummaryLine { field: None, text, next: None });
            }
        };
        Some(SummaryLine { field: Some("field-code".to_owned()), text, next })
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.error().into_iter().collect()
    }

    /// Minutes and seconds, as the script counts them down.
    fn left_to_wait(&self) -> String {
        format!("{}:{:02}", self.wait / 60, self.wait % 60)
    }

    fn waiting(&self) -> String {
        self.frame.say("code-again-wait").with("time", self.left_to_wait()).to_string()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |wait, problem| Self {
            frame: make.plain(),
            session: Session::sample(),
            address: "d•••@harbour.example".to_owned(),
            wait,
            problem,
        };
        vec![
            ("code", page(60, None)),
            ("code-again", page(0, None)),
            ("code-missing", page(60, Some(CodeProblem::Missing))),
            ("code-not-a-code", page(60, Some(CodeProblem::NotACode))),
            ("code-wrong", page(40, Some(CodeProblem::Wrong { left: 4 }))),
            ("code-wrong-few", page(0, Some(CodeProblem::Wrong { left: 2 }))),
            ("code-wrong-last", page(0, Some(CodeProblem::Wrong { left: 1 }))),
            ("code-wrong-too-often", page(0, Some(CodeProblem::Wrong { left: 0 }))),
            ("code-void", page(0, Some(CodeProblem::Void))),
            ("code-too-soon", page(21, Some(CodeProblem::TooSoon))),
        ]
    }
}
