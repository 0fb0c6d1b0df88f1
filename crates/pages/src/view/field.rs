use crate::view::Frame;

/// One input of a provider's sign-in form, as the provider declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name it is sent under. The names `csrf` and `lang` are taken.
    pub name: String,
    /// The provider's word for it, such as `User name or e-mail`.
    pub label: String,
    /// A sentence under the label.
    pub help: Option<String>,
    /// What kind of input it is, with what it holds.
    pub kind: FieldKind,
    /// What stands before and behind what is typed.
    pub adornment: Adornment,
    /// Whether the form may not be sent without it.
    pub required: bool,
    /// The value for `autocomplete`; `None` takes the kind's own.
    pub autocomplete: Option<String>,
    /// What is wrong with it.
    pub error: Option<FieldError>,
}

/// What stands around an input, such as `https://` and `.shop.example` around a name. It is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adornment {
    /// Before it.
    pub start: Option<String>,
    /// Behind it.
    pub end: Option<String>,
}

/// A kind of input. There is no place for a password's value: no page can echo one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text {
        /// What was typed before.
        value: String,
    },
    /// Hidden while typed, and never sent back.
    Password {
        /// Whether the inviter has filled it in: then it may stay empty, and what is typed counts instead.
        filled_in: bool,
    },
    /// An e-mail address.
    Email {
        /// What was typed before.
        value: String,
    },
    /// A web address.
    Url {
        /// What was typed before.
        value: String,
    },
    /// Digits.
    Number {
        /// What was typed before.
        value: String,
    },
    /// One of several.
    Select {
        /// In the order in which they are shown.
        options: Vec<Choice>,
    },
}

impl FieldKind {
    /// A question that is answered by `true` or `false`. Not a checkbox: one that is left alone sends nothing, which is not
    /// the same as no.
    pub(crate) fn yes_or_no(frame: &Frame, chosen: &str) -> Self {
        let option = |value: &str, key| Choice {
            value: value.to_owned(),
            label: frame.say(key).to_string(),
            selected: value == chosen,
        };
        Self::Select { options: vec![option("true", "sign-in-yes"), option("false", "sign-in-no")] }
    }
}

/// One option of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is the chosen one.
    pub selected: bool,
}

/// What is wrong with a field, found before the provider was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Required and empty.
    Missing,
    /// Not an e-mail address.
    NotEmail,
    /// Not a number.
    NotNumber,
    /// Not a web address.
    NotUrl,
    /// Not what the provider's answers look like.
    OtherForm,
    /// Not one of the options.
    NotOffered,
    /// Longer than is taken.
    TooLong,
}

impl FieldError {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Missing => "error-missing",
            Self::NotEmail => "error-email",
            Self::NotNumber => "error-number",
            Self::NotUrl => "error-url",
            Self::OtherForm => "error-form",
            Self::NotOffered => "error-choice",
            Self::TooLong => "error-long",
        }
    }
}

impl Field {
    pub(crate) fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    pub(crate) fn is_password(&self) -> bool {
        matches!(self.kind, FieldKind::Password { .. })
    }

    /// Whether the inviter filled in what nobody is shown.
    pub(crate) fn is_filled_in(&self) -> bool {
        matches!(self.kind, FieldKind::Password { filled_in: true })
    }

    /// Whether the form may not be sent while it is empty.
    pub(crate) fn must_be_typed(&self) -> bool {
        self.required && !self.is_filled_in()
    }

    pub(crate) fn is_adorned(&self) -> bool {
        self.adornment != Adornment::default()
    }

    /// The value for `autocomplete`. A password manager fills the form only if this is right.
    pub(crate) fn autocomplete(&self) -> &str {
        match (&self.autocomplete, &self.kind) {
            (Some(declared), _) => declared,
            // A password manager would fill in the recipient's own over the inviter's.
            (None, FieldKind::Password { filled_in: true }) => "new-password",
            (None, FieldKind::Password { filled_in: false }) => "current-password",
            (None, FieldKind::Email { .. }) => "email",
            (None, FieldKind::Url { .. }) => "url",
            (None, FieldKind::Text { .. } | FieldKind::Number { .. } | FieldKind::Select { .. }) => "off",
        }
    }

    pub(crate) fn samples() -> Vec<Self> {
        let plain = |name: &str, label: &str, kind| Self {
            name: name.to_owned(),
            label: label.to_owned(),
            help: None,
            kind,
            adornment: Adornment::default(),
            required: true,
            autocomplete: None,
            error: None,
        };
        let user = FieldKind::Text { value: String::new() };
        vec![
            Self {
                autocomplete: Some("username".to_owned()),
                ..plain("username", "User name or e-mail", user)
            },
            plain("password", "Password", FieldKind::Password { filled_in: false }),
        ]
    }
}

impl Choice {
    /// The option that chooses no country, in front of a list of them.
    pub(crate) fn any_country(frame: &Frame, selected: bool) -> Self {
        Self { value: String::new(), label: frame.say("country-any").to_string(), selected }
    }

    pub(crate) fn countries(frame: &Frame) -> Vec<Self> {
        let named = ["CA", "DE", "GB", "US"].map(|code| Self {
            value: code.to_owned(),
            label: frame.country(code),
            selected: code == "US",
        });
        [Self::any_country(frame, false)].into_iter().chain(named).collect()
    }
}
