use askama::Template;

use crate::view::sample::{STEPS, Samples};
use crate::view::{
    Adornment, Choice, Field, FieldError, FieldKind, Frame, Provider, Repair, Session, SummaryLine,
};

/// The provider's sign-in form. Its name and domain are always in sight.
///
/// Posts the declared fields to `{session}/sign-in`, and [`SignIn::CONSENT`] where that is asked for. "Finish" posts to
/// `{session}/finish`.
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
    /// Whether the link can be passed on to a colleague.
    pub can_hand_off: bool,
    /// Whether something is connected already, so that the walk can end here.
    pub can_finish: bool,
    /// Whether nothing is asked after it, so that signing in connects the account.
    pub is_last: bool,
    /// The box to be ticked where the inviter left nothing to type.
    pub consent: Option<Consent>,
    /// Whether nobody can find out now whether the sign-in works.
    pub is_unchecked: bool,
    /// What is said of the connection, where it is a repair.
    pub repair: Option<Repair>,
    /// What the provider said to the last try.
    pub problem: Option<SignInProblem>,
}

/// A box that says "connect my account". A form that is all filled in would otherwise be sent by whoever presses its
/// button, and mail scanners press buttons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// It is to be ticked.
    Asked,
    /// The form was sent without.
    Missing,
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
    /// The recipient did not agree there.
    Declined,
    /// It worked, and there is nothing to connect.
    NoAccounts,
    /// The provider's answer is not understood.
    Unsure,
}

impl SignInProblem {
    pub(crate) fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::WrongPassword => ("error-password", "error-password-next"),
            Self::Locked => ("error-locked", "error-locked-next"),
            Self::Declined => ("error-declined", "error-declined-next"),
            Self::CheckFailed => ("error-check", "error-check-next"),
            Self::NoAccounts => ("error-no-accounts", "error-no-accounts-next"),
            Self::Unsure => ("error-unsure", "error-unsure-next"),
        }
    }
}

impl SignIn {
    /// The name of the box. No field of a provider is called so: their keys have no dash.
    pub const CONSENT: &'static str = "connect-it";

    fn needs_portal_styles(&self) -> bool {
        self.consent.is_some() || self.fields.iter().any(|field| field.is_adorned() || field.is_filled_in())
    }

    fn consent_error(&self) -> Option<String> {
        (self.consent? == Consent::Missing).then(|| self.frame.say("sign-in-consent-error").to_string())
    }

    fn reset_href(&self) -> String {
        self.reset_url.clone().unwrap_or_else(|| format!("https://{}/", self.provider.domain))
    }

    /// The password field takes the blame for a refused password, though never in words.
    fn blamed(&self) -> Option<&Field> {
        match self.problem? {
            SignInProblem::WrongPassword => self.fields.iter().find(|field| field.is_password()),
            SignInProblem::Locked
            | SignInProblem::Declined
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
            return Some(
                self.frame
                    .say(error.key())
                    .with("label", &field.label)
                    .with("provider", &self.provider.name)
                    .to_string(),
            );
        }
        self.problem_line().filter(|line| line.field.as_ref() == Some(&field.id())).map(|line| line.text)
    }

    fn errors(&self) -> Vec<SummaryLine> {
        let at_fields = self.fields.iter().filter(|field| field.error.is_some()).filter_map(|field| {
            self.error_at(field).map(|text| SummaryLine { field: Some(field.id()), text, next: None })
        });
        let consent = self.consent_error();
        let consent =
            consent.map(|text| SummaryLine { field: Some(Self::CONSENT.to_owned()), text, next: None });
        self.problem_line().into_iter().chain(at_fields).chain(consent).collect()
    }

    /// Ids of what describes a field: its help, what stands around it, that it is filled in, its error.
    fn described_by(&self, field: &Field) -> Option<String> {
        let parts = [
            ("help", field.help.is_some()),
            ("filled", field.is_filled_in()),
            ("start", field.adornment.start.is_some()),
            ("end", field.adornment.end.is_some()),
            ("error", self.error_at(field).is_some()),
        ];
        let there = parts.into_iter().filter(|(_, there)| *there);
        let ids: Vec<_> = there.map(|(part, _)| format!("{}-{part}", field.id())).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The page of an example provider, whose form is sent to a path of the caller's choice.
    pub(crate) fn preview(frame: Frame, path: String) -> Self {
        Self {
            frame: frame.at(&STEPS, 1),
            session: Session { path, csrf: String::new() },
            provider: Provider::sample(),
            fields: Field::samples(),
            reset_url: None,
            can_choose_another: false,
            can_hand_off: false,
            can_finish: false,
            is_unchecked: false,
            is_last: false,
            consent: None,
            repair: None,
            problem: None,
        }
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = || Self {
            frame: make.walking(1),
            session: Session::sample(),
            provider: Provider::sample(),
            fields: Field::samples(),
            reset_url: Some("https://pacificpower.example/forgot".to_owned()),
            can_choose_another: true,
            can_hand_off: false,
            can_finish: false,
            is_last: false,
            consent: None,
            is_unchecked: false,
            repair: None,
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
            ("sign-in-mistyped", Self { fields: Self::mistyped(), ..plain() }),
            ("sign-in-unchecked", Self { is_unchecked: true, ..plain() }),
            ("sign-in-locked", Self { reset_url: None, ..with(SignInProblem::Locked) }),
            ("sign-in-check-failed", with(SignInProblem::CheckFailed)),
            ("sign-in-no-accounts", with(SignInProblem::NoAccounts)),
            ("sign-in-unsure", with(SignInProblem::Unsure)),
            ("sign-in-portal", Self { fields: Self::shop(), can_finish: true, ..portal() }),
            (
                "sign-in-portal-wrong",
                Self { is_last: true, problem: Some(SignInProblem::WrongPassword), ..portal() },
            ),
            (
                "sign-in-filled-in",
                Self { fields: Self::filled_in(), consent: Some(Consent::Asked), ..portal() },
            ),
            (
                "sign-in-no-consent",
                Self { fields: Self::filled_in(), consent: Some(Consent::Missing), ..portal() },
            ),
            ("sign-in-hand-off", Self { can_hand_off: true, ..plain() }),
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

    /// The form of a shop, with words around two of its fields and one secret filled in by the inviter.
    fn shop() -> Vec<Field> {
        let field = |name: &str, label: &str, kind, around: (&str, &str)| {
            let side = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Field {
                name: name.to_owned(),
                label: label.to_owned(),
                help: None,
                kind,
                adornment: Adornment { start: side(around.0), end: side(around.1) },
                required: true,
                autocomplete: None,
                error: None,
            }
        };
        let typed = |value: &str| FieldKind::Text { value: value.to_owned() };
        let secret = |filled_in| FieldKind::Password { filled_in };
        vec![
            field("shop", "Shop", typed("harbour-supplies"), ("https://", ".shop.example")),
            field("limit", "Credit limit", FieldKind::Number { value: String::new() }, ("", "EUR")),
            field("key", "API key", secret(false), ("key_", "")),
            field("secret", "Client secret", secret(true), ("", "")),
        ]
    }

    /// A form that the inviter has filled in altogether.
    fn filled_in() -> Vec<Field> {
        let mut fields = Self::typed();
        if let Some(password) = fields.last_mut() {
            password.kind = FieldKind::Password { filled_in: true };
        }
        fields
    }

    /// The common two fields, with a user name that is none of the provider's.
    fn mistyped() -> Vec<Field> {
        let mut fields = Self::typed();
        if let Some(user) = fields.first_mut() {
            user.error = Some(FieldError::OtherForm);
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
            adornment: Adornment::default(),
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
            field(
                "portal",
                "Address of the portal",
                FieldKind::Url { value: "portal.example".to_owned() },
                Some(FieldError::NotUrl),
            ),
            field("paperless", "Paperless billing", FieldKind::yes_or_no(frame, "true"), None),
            field(
                "password",
                "Password",
                FieldKind::Password { filled_in: false },
                Some(FieldError::Missing),
            ),
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
