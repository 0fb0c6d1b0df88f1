use latchstring_domain::sign_in::{Challenge, ChallengeOption};
use latchstring_service::ports::Answers;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use crate::keys;

/// The code that the sandbox "sends".
pub const CODE: &str = "123456";

/// What the sandbox asks its user `sandbox-question`.
pub const SECURITY_QUESTION: &str = "What was the name of your first pet?";

/// The answer to [`SECURITY_QUESTION`], compared without white space around it and without the case of ASCII letters.
pub const SECURITY_ANSWER: &str = "Biscuit";

/// How many wrong codes or answers fail a challenge for good.
pub const MAX_ATTEMPTS: u8 = 3;

/// The fewest characters of a new password.
pub const MIN_NEW_PASSWORD: usize = 12;

/// What the sandbox asks after the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Question {
    Way,
    Code { way: Way, attempts_left: u8, chosen: bool },
    Security { attempts_left: u8 },
    NewPassword,
}

/// Where a code can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Way {
    Phone,
    Email,
}

/// What comes of an answer.
pub(super) enum Verdict {
    /// It is right.
    Passed,
    /// It sets a new password.
    PassedWith(SecretString),
    /// There is something to ask still.
    Ask { question: Question, wrong_answer: bool },
    /// There were too many wrong ones.
    Failed,
}

impl Way {
    const ALL: [Self; 2] = [Self::Phone, Self::Email];

    const fn key(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Phone => "Text message to the phone ending 42",
            Self::Email => "E-mail to s•••@sandbox.example",
        }
    }

    const fn sent_to(self) -> &'static str {
        match self {
            Self::Phone => "the phone ending 42",
            Self::Email => "the e-mail address s•••@sandbox.example",
        }
    }
}

impl Question {
    /// The code sent to the phone, with every attempt left and no other way.
    pub(super) const fn code() -> Self {
        Self::Code { way: Way::Phone, attempts_left: MAX_ATTEMPTS, chosen: false }
    }

    /// The code sent the way that was chosen, with every attempt left.
    const fn chosen(way: Way) -> Self {
        Self::Code { way, attempts_left: MAX_ATTEMPTS, chosen: true }
    }

    /// The security question, with every attempt left.
    pub(super) const fn security() -> Self {
        Self::Security { attempts_left: MAX_ATTEMPTS }
    }

    /// The question as the recipient is asked it.
    pub(super) fn challenge(self) -> Challenge {
        match self {
            Self::Way => Challenge::Choice {
                options: Way::ALL
                    .iter()
                    .map(|way| ChallengeOption { key: way.key().to_owned(), label: way.label().to_owned() })
                    .collect(),
            },
            Self::Code { way, attempts_left, chosen } => Challenge::Code {
                sent_to: way.sent_to().to_owned(),
                attempts_left: Some(attempts_left),
                other_ways: chosen,
            },
            Self::Security { attempts_left } => {
                Challenge::Question { text: SECURITY_QUESTION.to_owned(), attempts_left: Some(attempts_left) }
            }
            Self::NewPassword => Challenge::NewPassword {
                rules: Some(format!(
                    "At least {MIN_NEW_PASSWORD} characters, and not the password you have now."
                )),
            },
        }
    }

    /// What comes of these answers. One that is missing or empty costs no attempt: whoever presses a button over
    /// an empty field, a mail scanner for one, has not guessed.
    pub(super) fn judge(self, answers: &Answers, old_password: &str) -> Verdict {
        if matches!(self, Self::Code { chosen: true, .. }) && answers.fills(keys::ANOTHER_WAY) {
            return Verdict::Ask { question: Self::Way, wrong_answer: false };
        }
        let answer = answers.get(self.key()).map_or("", SecretString::expose_secret);
        if answer.trim().is_empty() {
            return Verdict::Ask { question: self, wrong_answer: false };
        }
        match self {
            Self::Way => choose(answer),
            Self::Code { .. } => self.attempt(answer.trim() == CODE),
            Self::Security { .. } => self.attempt(answer.trim().eq_ignore_ascii_case(SECURITY_ANSWER)),
            Self::NewPassword => renew(answer, answers, old_password),
        }
    }

    /// The key under which its answer comes.
    const fn key(self) -> &'static str {
        match self {
            Self::Way => keys::CHOICE,
            Self::Code { .. } => keys::CODE,
            Self::Security { .. } => keys::ANSWER,
            Self::NewPassword => keys::NEW_PASSWORD,
        }
    }

    /// What comes of an answer that counts, of which there are only so many.
    fn attempt(self, right: bool) -> Verdict {
        if right {
            return Verdict::Passed;
        }
        match self.one_attempt_less() {
            Some(question) => Verdict::Ask { question, wrong_answer: true },
            None => Verdict::Failed,
        }
    }

    /// The question with one attempt less; `None` when that was the last.
    fn one_attempt_less(self) -> Option<Self> {
        let less = |left: u8| left.checked_sub(1).filter(|left| *left > 0);
        match self {
            Self::Way | Self::NewPassword => Some(self),
            Self::Code { way, attempts_left, chosen } => {
                less(attempts_left).map(|attempts_left| Self::Code { way, attempts_left, chosen })
            }
            Self::Security { attempts_left } => {
                less(attempts_left).map(|attempts_left| Self::Security { attempts_left })
            }
        }
    }
}

fn choose(key: &str) -> Verdict {
    match Way::ALL.into_iter().find(|way| way.key() == key) {
        Some(way) => Verdict::Ask { question: Question::chosen(way), wrong_answer: false },
        None => Verdict::Ask { question: Question::Way, wrong_answer: true },
    }
}

/// A password that breaks the rules is no guess at anything, so it may be tried as often as the session lets it.
fn renew(new: &str, answers: &Answers, old: &str) -> Verdict {
    let same = answers.get(keys::NEW_PASSWORD_AGAIN).is_none_or(|again| again.expose_secret() == new);
    if same && new != old && new.chars().count() >= MIN_NEW_PASSWORD {
        Verdict::PassedWith(SecretString::from(new))
    } else {
        Verdict::Ask { question: Question::NewPassword, wrong_answer: true }
    }
}
