use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Provider, Session, SummaryLine};

/// A further check by the provider after the password.
///
/// Posts the answer to `{session}/challenge`, under the name that [`Question::field`] gives it. "Start again" posts what
/// [`StartAgain`] says.
#[derive(Template)]
#[template(path = "challenge.html")]
pub struct Challenge {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the forms go.
    pub session: Session,
    /// Who asks.
    pub provider: Provider,
    /// What is asked.
    pub question: Question,
    /// Tries left, if the provider says. Shown when two or fewer.
    pub attempts_left: Option<u8>,
    /// Whether the code can come another way. Posts [`Challenge::ANOTHER_WAY`] to `{session}/challenge`.
    pub other_ways: bool,
    /// Where "Start again" leads.
    pub again: StartAgain,
    /// What is wrong with the last answer.
    pub problem: Option<ChallengeProblem>,
}

/// Where somebody starts again who cannot answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartAgain {
    /// At the first step: posts to `{session}/restart`.
    Walk,
    /// At signing in to the same provider, where there shall be no way back to the choice of one: posts `flow`,
    /// `provider` and `country` to `{session}/provider`.
    SignIn {
        /// The flow.
        flow: String,
        /// The provider.
        provider: String,
        /// The country; empty where there is none.
        country: String,
    },
}

/// What a provider asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A code that it sent, or that an app shows.
    Code {
        /// How it came.
        channel: Channel,
        /// Where it went, masked by the provider: `••• ••• 42`.
        destination: Option<String>,
        /// How long it is, if known.
        digits: Option<u8>,
    },
    /// How the code shall come.
    Choice {
        /// What is offered.
        methods: Vec<Method>,
    },
    /// A security question.
    Secret {
        /// In the provider's words.
        question: String,
    },
    /// A new password, because the old one must change.
    NewPassword {
        /// The provider's rules, in its words.
        rules: Option<String>,
    },
}

/// One way to get a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// What the form sends.
    pub id: String,
    /// The way.
    pub channel: Channel,
    /// Where it would go, masked.
    pub destination: Option<String>,
    /// The provider's own words for it; `None` takes ours for the channel.
    pub label: Option<String>,
}

impl Question {
    /// The name under which the form sends the answer. Drivers know it by the same name.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Choice { .. } => "choice",
            Self::Secret { .. } => "answer",
            Self::NewPassword { .. } => "new_password",
        }
    }
}

/// How a code reaches a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A text message.
    Sms,
    /// A phone call.
    Call,
    /// An e-mail.
    Email,
    /// An authenticator app.
    App,
    /// Something else.
    Other,
}

impl Channel {
    fn name(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Call => "call",
            Self::Email => "email",
            Self::App => "app",
            Self::Other => "other",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Sms => "message",
            Self::Call => "phone",
            Self::Email => "mail",
            Self::App | Self::Other => "key",
        }
    }
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChallengeProblem {
    /// There is none.
    Missing,
    /// The provider refused it.
    Refused,
}

impl Challenge {
    /// The name of the button that asks for another way. Drivers know it by the same name.
    pub const ANOTHER_WAY: &'static str = "another_way";

    /// The few tries that are worth a warning.
    fn warning(&self) -> Option<String> {
        let left = self.attempts_left.filter(|left| (1..=2).contains(left))?;
        Some(self.frame.say("challenge-left").with("count", left).to_string())
    }

    fn digits_help(&self) -> Option<String> {
        match self.question {
            Question::Code { digits: Some(digits), .. } => {
                Some(self.frame.say("challenge-code-digits").with("digits", digits).to_string())
            }
            _ => None,
        }
    }

    fn is_choice(&self) -> bool {
        matches!(self.question, Question::Choice { .. })
    }

    fn heading(&self) -> &'static str {
        match self.question {
            Question::Code { .. } => "challenge-code-heading",
            Question::Choice { .. } => "challenge-choice-heading",
            Question::Secret { .. } => "challenge-question-heading",
            Question::NewPassword { .. } => "challenge-password-heading",
        }
    }

    fn lead(&self) -> String {
        let say = |key| self.frame.say(key).with("provider", &self.provider.name);
        match &self.question {
            Question::Code { channel, destination: Some(to), .. } => say("challenge-code-sent-to")
                .with("channel", channel.name())
                .with("destination", to)
                .to_string(),
            Question::Code { channel, destination: None, .. } => {
                say("challenge-code-sent").with("channel", channel.name()).to_string()
            }
            Question::Choice { .. } => say("challenge-choice-lead").to_string(),
            Question::Secret { .. } => say("challenge-question-lead").to_string(),
            Question::NewPassword { .. } => say("challenge-password-lead").to_string(),
        }
    }

    fn error(&self) -> Option<SummaryLine> {
        let problem = self.problem?;
        let (key, next) = match (problem, &self.question) {
            (ChallengeProblem::Missing, Question::Code { .. }) => ("challenge-error-missing-code", None),
            (ChallengeProblem::Missing, Question::Secret { .. }) => ("challenge-error-missing-answer", None),
            (ChallengeProblem::Missing, Question::NewPassword { .. }) => {
                ("challenge-error-missing-password", None)
            }
            (_, Question::Choice { .. }) => ("challenge-error-missing-choice", None),
            (ChallengeProblem::Refused, Question::Code { .. }) => {
                ("challenge-error-code", Some("challenge-error-code-next"))
            }
            (ChallengeProblem::Refused, Question::Secret { .. }) => ("challenge-error-answer", None),
            (ChallengeProblem::Refused, Question::NewPassword { .. }) => {
                ("challenge-error-password", Some("challenge-error-password-next"))
            }
        };
        let say = |key| self.frame.say(key).with("provider", &self.provider.name).to_string();
        let field =
            if matches!(self.question, Question::Choice { .. }) { "method-0" } else { "field-answer" };
        Some(SummaryLine { field: Some(field.to_owned()), text: say(key), next: next.map(say) })
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.error().into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = |question| Self {
            frame: make.walking(1),
            session: Session::sample(),
            provider: Provider::sample(),
            question,
            attempts_left: None,
            other_ways: false,
            again: StartAgain::Walk,
            problem: None,
        };
        let signing_in = || StartAgain::SignIn {
            flow: "books".to_owned(),
            provider: "pacific-power".to_owned(),
            country: String::new(),
        };
        let code = |channel, destination: Option<&str>, digits| Question::Code {
            channel,
            destination: destination.map(ToOwned::to_owned),
            digits,
        };
        let sms = || code(Channel::Sms, Some("••• ••• 42"), Some(6));
        let secret = || Question::Secret { question: "What was the name of your first pet?".to_owned() };
        let rules = "At least 12 characters, with a digit.";
        let password = |rules: Option<&str>| Question::NewPassword { rules: rules.map(ToOwned::to_owned) };
        let missing = |question| Self { problem: Some(ChallengeProblem::Missing), ..plain(question) };
        let refused = |question| Self { problem: Some(ChallengeProblem::Refused), ..plain(question) };
        vec![
            ("challenge-code", plain(sms())),
            ("challenge-code-other-ways", Self { other_ways: true, ..plain(sms()) }),
            ("challenge-code-missing", missing(sms())),
            ("challenge-code-refused", Self { attempts_left: Some(2), ..refused(sms()) }),
            ("challenge-code-last", Self { attempts_left: Some(1), ..refused(sms()) }),
            ("challenge-code-no-hint", plain(code(Channel::Sms, None, None))),
            ("challenge-code-app", Self { attempts_left: Some(3), ..plain(code(Channel::App, None, None)) }),
            (
                "challenge-code-no-way-back",
                Self { frame: make.portal(), again: signing_in(), ..plain(sms()) },
            ),
            ("challenge-choice", plain(Self::ways())),
            ("challenge-choice-missing", missing(Self::ways())),
            ("challenge-question", missing(secret())),
            ("challenge-question-refused", refused(secret())),
            ("challenge-new-password", refused(password(Some(rules)))),
            ("challenge-new-password-missing", missing(password(None))),
        ]
    }

    /// Every channel there is.
    fn ways() -> Question {
        let way = |id: &str, channel, destination: Option<&str>| Method {
            id: id.to_owned(),
            channel,
            destination: destination.map(ToOwned::to_owned),
            label: None,
        };
        let own = Method {
            label: Some("Letter to your billing address".to_owned()),
            ..way("letter", Channel::Other, None)
        };
        Question::Choice {
            methods: vec![
                way("sms", Channel::Sms, Some("••• ••• 42")),
                way("call", Channel::Call, Some("••• ••• 42")),
                way("email", Channel::Email, Some("d•••@harbour.example")),
                way("app", Channel::App, None),
                way("other", Channel::Other, None),
                own,
            ],
        }
    }
}
