use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Provider, Session, Step, SummaryLine};

/// Has the provider's codes forwarded: the address, what to do with it, and whether a test has arrived.
///
/// Posts `answer` to `{session}/forwarding`: `forwarded` once something has arrived, `turned-off` with `off`, or `later`.
#[derive(Template)]
#[template(path = "forwarding.html")]
pub struct Forwarding {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the forms go.
    pub session: Session,
    /// Who mails the codes.
    pub provider: Provider,
    /// Where they are to be forwarded to; `None` when the inviter takes none any more.
    pub address: Option<String>,
    /// Whether a message has arrived there.
    pub arrived: bool,
    /// Whether it can be put off: not where nothing else is to be done.
    pub can_wait: bool,
    /// Why the last answer was not taken.
    pub problem: Option<ForwardingProblem>,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForwardingProblem {
    /// It says that codes are forwarded, and none has arrived.
    NothingArrived,
    /// It does not say that codes are turned off: a machine that presses buttons ticks no box.
    NotTicked,
}

impl Forwarding {
    fn is_off_open(&self) -> bool {
        self.address.is_none() || self.problem == Some(ForwardingProblem::NotTicked)
    }

    fn off_error(&self) -> Option<SummaryLine> {
        self.error().filter(|line| line.field.is_some())
    }

    fn error(&self) -> Option<SummaryLine> {
        let say = |key| self.frame.say(key).to_string();
        Some(match self.problem? {
            ForwardingProblem::NothingArrived => SummaryLine {
                field: None,
                text: say("forwarding-error-nothing"),
                next: Some(say("forwarding-error-nothing-next")),
            },
            ForwardingProblem::NotTicked => SummaryLine {
                field: Some("forwarding-off".to_owned()),
                text: say("forwarding-error-off"),
                next: None,
            },
        })
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.error().into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let steps = [Step::Provider, Step::SignIn, Step::Sites, Step::Codes, Step::Done];
        let plain = || Self {
            frame: make.plain().at(&steps, 3),
            session: Session::sample(),
            provider: Provider::sample(),
            address: Some("0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b@mfa.northwind.example".to_owned()),
            arrived: false,
            can_wait: true,
            problem: None,
        };
        let repair = || make.plain().at(&[Step::Codes, Step::Done], 0);
        vec![
            ("forwarding", plain()),
            ("forwarding-arrived", Self { arrived: true, ..plain() }),
            ("forwarding-too-soon", Self { problem: Some(ForwardingProblem::NothingArrived), ..plain() }),
            ("forwarding-not-ticked", Self { problem: Some(ForwardingProblem::NotTicked), ..plain() }),
            ("forwarding-repair", Self { frame: repair(), can_wait: false, ..plain() }),
            ("forwarding-no-address", Self { address: None, ..plain() }),
        ]
    }
}
