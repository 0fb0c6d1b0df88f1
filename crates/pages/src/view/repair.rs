use crate::view::sample::Samples;
use crate::view::{Frame, Session, SignIn, SignInProblem};

/// What is said of a connection to somebody who is about to repair it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Why it has to be, if that is known.
    pub reason: Option<RepairReason>,
    /// The user name of the last time, masked.
    pub username: Option<String>,
}

/// Why a connection is to be repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairReason {
    /// It need not be.
    None,
    /// The provider refuses the password.
    Password,
    /// The provider wants a new password.
    NewPassword,
    /// The provider asks for more.
    More,
    /// The provider wants another code.
    Code,
}

impl Repair {
    pub(crate) fn reason_in_words(&self, frame: &Frame, provider: &str) -> Option<String> {
        let key = match self.reason? {
            RepairReason::None => "repair-none",
            RepairReason::Password => "repair-password",
            RepairReason::NewPassword => "repair-new-password",
            RepairReason::More => "repair-more",
            RepairReason::Code => "repair-code",
        };
        Some(frame.say(key).with("provider", provider).to_string())
    }

    pub(crate) fn icon(&self) -> &'static str {
        if self.reason == Some(RepairReason::None) { "check" } else { "alert" }
    }
}

impl SignIn {
    /// The form of a repair, for every reason that there is one.
    pub(crate) fn repairs(make: &Samples) -> Vec<(&'static str, Self)> {
        let repair = |reason| {
            let username = Some("d•••@harbour.example".to_owned());
            let form = Self::preview(make.plain(), String::new());
            let repair = Some(Repair { reason, username });
            Self { frame: make.repairing(0), session: Session::sample(), repair, ..form }
        };
        let again = Self { problem: Some(SignInProblem::WrongPassword), ..repair(None) };
        vec![
            ("sign-in-reconnect", repair(Some(RepairReason::Password))),
            ("sign-in-reconnect-works", repair(Some(RepairReason::None))),
            ("sign-in-reconnect-new-password", repair(Some(RepairReason::NewPassword))),
            ("sign-in-reconnect-more", repair(Some(RepairReason::More))),
            ("sign-in-reconnect-code", repair(Some(RepairReason::Code))),
            ("sign-in-reconnect-again", again),
        ]
    }
}
