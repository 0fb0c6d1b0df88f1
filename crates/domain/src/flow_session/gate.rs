//! Proving an address with a mailed code.

use std::time::Duration;

use super::model::{AskedCode, FlowSession, Gate, Step};
use super::steps::StepError;
use crate::email::EmailAddress;
use crate::sealed::{Digest, SealedBytes};
use crate::{Timestamp, Version};

/// How long a code can be used.
pub const CODE_LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How many wrong codes void the right one.
pub const MAX_WRONG_CODES: u32 = 5;

/// How long somebody waits before the second code for the same address; twice as long before each further one.
const FIRST_WAIT: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// Why no code is sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AskCodeError {
    /// One was sent a moment ago.
    #[error("another code can be asked for at {at}")]
    TooSoon {
        /// From when on another can be asked for.
        at: Timestamp,
    },
    /// The session cannot take this step.
    #[error(transparent)]
    Step(#[from] StepError),
}

/// Why no code can be tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TryCodeError {
    /// There is none, its time is over, or too many wrong ones were typed. A new one helps.
    #[error("there is no code to be tried; another has to be asked for")]
    NoCode,
    /// The session cannot take this step.
    #[error(transparent)]
    Step(#[from] StepError),
}

/// A code about to be asked for: what is sealed is made by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCode {
    /// The address that somebody says is theirs.
    pub claimed: EmailAddress,
    /// Where it is mailed, if the allow-list admits the address.
    pub mail_to: Option<EmailAddress>,
    /// The keyed form that a typed code is checked against.
    pub seal: SealedBytes,
    /// The code itself, sealed for this session.
    pub code: SealedBytes,
    /// The language that its mail is to be in, a BCP 47 tag.
    pub language: Option<String>,
}

impl AskedCode {
    /// From when on another code can be asked for, for the same address.
    #[must_use]
    pub fn another_at(&self) -> Timestamp {
        let doublings = self.asked.saturating_sub(1).min(10);
        self.asked_at.saturating_add(FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT))
    }

    /// Whether a code typed at `now` can be the right one.
    #[must_use]
    pub fn stands(&self, now: Timestamp) -> bool {
        now < self.asked_at.saturating_add(CODE_LIFETIME) && self.wrong < MAX_WRONG_CODES
    }
}

impl FlowSession {
    /// The session after a code was asked for; the one before it is void. Codes for another address need no waiting
    /// here: who mistyped goes on at once, and how often that may happen is counted over all sessions.
    ///
    /// # Errors
    /// [`AskCodeError`] when one for the same address was sent a moment ago, when no address has to be proved, or when
    /// the session's time is over.
    pub fn ask_code(self, new: NewCode, now: Timestamp) -> Result<Self, AskCodeError> {
        self.expect(&[Step::Address], now)?;
        let (asked, another_at) = match &self.gate {
            Gate::Asked(before) => {
                (before.asked, (before.claimed == new.claimed).then(|| before.another_at()))
            }
            _ => (0, None),
        };
        if let Some(at) = another_at.filter(|at| now < *at) {
            return Err(AskCodeError::TooSoon { at });
        }
        let NewCode { claimed, mail_to, seal, code, language } = new;
        let asked = asked.saturating_add(1);
        let code = AskedCode { claimed, mail_to, seal, code, language, asked_at: now, asked, wrong: 0 };
        Ok(self.with_gate(Gate::Asked(code)))
    }

    /// The session, just opened, of somebody who has proved this address on the way: by a link that was mailed to it.
    /// Where no address has to be proved it is as it was.
    #[must_use]
    pub fn with_proved(self, address: EmailAddress) -> Self {
        match self.gate {
            Gate::Closed => Self { gate: Gate::Passed(address), ..self },
            _ => self,
        }
    }

    /// The code that a typed one can be checked against.
    ///
    /// # Errors
    /// [`TryCodeError`] when there is none that could be right.
    pub fn code_to_try(&self, now: Timestamp) -> Result<&AskedCode, TryCodeError> {
        self.expect(&[Step::Address], now)?;
        match &self.gate {
            Gate::Asked(asked) if asked.stands(now) => Ok(asked),
            _ => Err(TryCodeError::NoCode),
        }
    }

    /// The session after a wrong code.
    ///
    /// # Errors
    /// [`TryCodeError`] as for [`FlowSession::code_to_try`].
    pub fn wrong_code(self, now: Timestamp) -> Result<Self, TryCodeError> {
        let asked = self.code_to_try(now)?.clone();
        let wrong = asked.wrong.saturating_add(1);
        Ok(self.with_gate(Gate::Asked(AskedCode { wrong, ..asked })))
    }

    /// The session after the right code: the address it was mailed to is proved, nothing of the code is left, and the
    /// session answers to another token. Whoever had planted or read the one of before stays where they were, before the
    /// gate (ASVS 5.0, 7.2.4).
    ///
    /// # Errors
    /// [`TryCodeError`] as for [`FlowSession::code_to_try`], and for a code that was mailed to nobody.
    pub fn right_code(self, token: Digest, now: Timestamp) -> Result<Self, TryCodeError> {
        let proved = self.code_to_try(now)?.mail_to.clone().ok_or(TryCodeError::NoCode)?;
        Ok(Self { token, ..self.with_gate(Gate::Passed(proved)) })
    }

    fn with_gate(self, gate: Gate) -> Self {
        let version: Version = self.version.next();
        Self { gate, version, ..self }
    }
}
