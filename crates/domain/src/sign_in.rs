//! What a recipient fills in to sign in at a provider, and what the provider may ask next.

use crate::names::named;

named! {
    /// What kind of value a field of a sign-in form takes.
    FieldKind, ParseFieldKindError, "a field kind" {
        /// One line of text.
        Text = "text",
        /// A secret, shown as dots.
        Password = "password",
        /// An e-mail address.
        Email = "email",
        /// A number.
        Number = "number",
        /// A web address.
        Url = "url",
        /// Yes or no.
        Boolean = "boolean",
        /// One of the options.
        Select = "select",
    }
}

/// One field of a sign-in form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInField {
    /// Its key, under which the answer is sealed: lower-case letters, digits and `_`.
    pub key: String,
    /// The words beside it.
    pub label: String,
    /// A line of help under it.
    pub help: Option<String>,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// What is shown before and behind what is typed.
    pub adornment: Adornment,
    /// What may be chosen, for a [`FieldKind::Select`].
    pub options: Vec<SelectOption>,
}

/// What is shown before and behind a field, such as `https://` and `.example.com` around a shop's name. The value is
/// what stands between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adornment {
    /// Before it.
    pub start: Option<String>,
    /// Behind it.
    pub end: Option<String>,
}

/// One choice of a [`FieldKind::Select`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// What is sealed.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// The fields of a provider's sign-in form, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInForm(pub Vec<SignInField>);

impl SignInForm {
    /// The key of the field that names the account, by convention.
    pub const USERNAME: &'static str = "username";
    /// The key of the field that holds the password, by convention.
    pub const PASSWORD: &'static str = "password";

    /// The form most providers have: a user name and a password.
    #[must_use]
    pub fn username_and_password() -> Self {
        let field = |key: &str, label: &str, kind| SignInField {
            key: key.into(),
            label: label.into(),
            help: None,
            kind,
            required: true,
            adornment: Adornment::default(),
            options: Vec::new(),
        };
        Self(vec![
            field(Self::USERNAME, "User name or e-mail", FieldKind::Text),
            field(Self::PASSWORD, "Password", FieldKind::Password),
        ])
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> &[SignInField] {
        &self.0
    }
}

/// What a provider asks after the first form, before it lets the recipient in.
///
/// New kinds (a redirect to an authorisation server, a remote browser) are new variants, and the compiler then names
/// every place that has to show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Challenge {
    /// A code that was sent to the place described, such as "the phone ending 42".
    Code {
        /// Where it was sent, in words for the recipient.
        sent_to: String,
        /// How many wrong answers are left; `None` when the provider does not say.
        attempts_left: Option<u8>,
    },
    /// A choice of the way in which a code should come.
    Choice {
        /// The ways, each with a key and words.
        options: Vec<ChallengeOption>,
    },
    /// A question that the account's owner knows the answer to.
    Question {
        /// The question.
        text: String,
        /// How many wrong answers are left; `None` when the provider does not say.
        attempts_left: Option<u8>,
    },
    /// The provider wants a new password before it goes on.
    NewPassword {
        /// What the provider demands of it, in words.
        rules: Option<String>,
    },
}

/// One way in which a code may come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeOption {
    /// Its key.
    pub key: String,
    /// Its words, such as "Text message to the phone ending 42".
    pub label: String,
}
