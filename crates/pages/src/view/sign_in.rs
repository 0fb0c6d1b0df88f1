use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Choice, Field, FieldError, FieldKind, Frame, Provider, Session, SummaryLine};

/// The provider's sign-in form. Its name and domain are always in sight.
///
/// Posts the declared fields to `{session}/sign-in`. "Finish" posts to `{session}/finish`.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// Where the recipient signs in.
    pub provider: Provider,
    /// The form, as the provider declares it.
    pub fields: Vec<Field>,
    /// Where a forgotten password is reset, an `https` address; `None` leads to the provider's website.
    pub reset_url: Option<String>,
    /// Whether the provider may still be changed.
    pub can_choose_another: bool,
    /// Whether something is connected already, so that the walk can end here.
    pub can_finish: bool,
    /// What the provider said to the last try.
    pub problem: Option<SignInProblem>,
}

/// Why a sign-in did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    /// The provider refused the user name or the password.
    WrongPassword,
    /// The account is locked there.
    Locked,
    /// The further check was failed for good, or took too long.
    CheckFailed,
    /// It worked, and there is nothing to connect.
    NoAccounts,
    /// The provider's answer is not understood.
    Unsure,
}

impl SignInProblem {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::WrongPassword => ("error-password", "error-password-next"),
            Self::Locked => ("error-locked", "error-locked-next"),
            Self::CheckFailed => ("error-check", "error-check-next"),
            Self::NoAccounts => ("error-no-accounts", "error-no-accounts-next"),
            Self::Unsure => ("error-unsure", "error-unsure-next"),
        }
    }
}

impl SignIn {
    fn reset_href(&self) -> String {
        self.reset_url.clone().unwrap_or_else(|| format!("https://{}/", self.provider.domain))
    }

    /// The password field takes the blame for a refused password, though never in words.
    fn blamed(&self) -> Option<&Field> {
        match self.problem? {
            SignInProblem::WrongPassword => self.fields.iter().find(|field| field.is_password()),
            SignInProblem::Locked
            | SignInProblem::CheckFailed
            | SignInProblem::NoAccounts
            | SignInProblem::Unsure => None,
        }
    }

    fn problem_line(&self) -> Option<SummaryLine> {
        let (text, next) = self.problem?.keys();
        let say = |key| {
            let phrase = self.frame.say(key).with("provider", &self.provider.name);
            phrase.with("domain", &self.provider.domain).to_string()
        };
        Some(SummaryLine { field: self.blamed().map(Field::id), text: say(text), next: Some(say(next)) })
    }

    fn error_at(&self, field: &Field) -> Option<String> {
        if let Some(error) = field.error {
            return Some(self.frame.say(error.key()).with("label", &field.label).to_string());
        }
        self.problem_line().filter(|line| line.field.as_ref() == Some(&field.id())).map(|line| line.text)
    }

    fn errors(&self) -> Vec<SummaryLine> {
        let at_fields = self.fields.iter().filter(|field| field.error.is_some()).filter_map(|field| {
            self.error_at(field).map(|text| SummaryLine { field: Some(field.id()), text, next: None })
        });
        self.problem_line().into_iter().chain(at_fields).collect()
    }

    /// Ids of what describes a field: its help, its error.
    fn described_by(&self, field: &Field) -> Option<String> {
        let help = field.help.is_some().then(|| format!("{}-help", field.id()));
        let error = self.error_at(field).map(|_| format!("{}-error", field.id()));
        let ids: Vec<_> = help.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = || Self {
            frame: make.walking(1),
            session: Session::sample(),
            provider: Provider::sample(),
            fields: Field::samples(),
            reset_url: Some("https://pacificpower.example/forgot".to_owned()),
            can_choose_another: true,
            can_finish: false,
            problem: None,
        };
        let portal = || Self { frame: make.portal().at(&Samples::PORTAL, 1), ..plain() };
        let refused = Self { fields: Self::typed(), problem: Some(SignInProblem::WrongPassword), ..plain() };
        let with = |problem| Self { problem: Some(problem), ..plain() };
        vec![
            ("sign-in", plain()),
            ("sign-in-wrong-password", refused),
            (
                "sign-in-many-fields",
                Self { fields: Self::declared(&make.plain()), can_choose_another: false, ..plain() },
            ),
            ("sign-in-locked", Self { reset_url: None, ..with(SignInProblem::Locked) }),
            ("sign-in-check-failed", with(SignInProblem::CheckFailed)),
            ("sign-in-no-accounts", with(SignInProblem::NoAccounts)),
            ("sign-in-unsure", with(SignInProblem::Unsure)),
            ("sign-in-portal", Self { can_finish: true, ..portal() }),
            ("sign-in-portal-wrong", Self { problem: Some(SignInProblem::WrongPassword), ..portal() }),
            ("sign-in-reconnect", Self { frame: make.repairing(0), can_choose_another: false, ..plain() }),
        ]
    }

    /// The common two fields after a try.
    fn typed() -> Vec<Field> {
        let mut fields = Field::samples();
        if let Some(user) = fields.first_mut() {
            user.kind = FieldKind::Text { value: "dana@harbour.example".to_owned() };
        }
        fields
    }

    /// One field of every kind, each with its own mistake.
    fn declared(frame: &Frame) -> Vec<Field> {
        let field = |name: &str, label: &str, kind, error| Field {
            name: name.to_owned(),
            label: label.to_owned(),
            help: None,
            kind,
            required: true,
            autocomplete: None,
            error,
        };
        let options = ["Residential", "Business"].map(|label| Choice {
            value: label.to_lowercase(),
            label: label.to_owned(),
            selected: false,
        });
        vec![
            Field {
                help: Some("Ten digits, at the top of any bill.".to_owned()),
                ..field(
                    "account",
                    "Account number",
                    FieldKind::Number { value: "12 3".to_owned() },
                    Some(FieldError::NotNumber),
                )
            },
            field(
                "email",
                "E-mail",
                FieldKind::Email { value: "dana@".to_owned() },
                Some(FieldError::NotEmail),
            ),
            field(
                "kind",
                "Kind of account",
                FieldKind::Select { options: options.to_vec() },
                Some(FieldError::NotOffered),
            ),
            field("paperless", "Paperless billing", FieldKind::yes_or_no(frame, "true"), None),
            field("password", "Password", FieldKind::Password, Some(FieldError::Missing)),
            Field {
                required: false,
                ..field(
                    "nickname",
                    "Nickname (if you have one)",
                    FieldKind::Text { value: String::new() },
                    Some(FieldError::TooLong),
                )
            },
        ]
    }
}
