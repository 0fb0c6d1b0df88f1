//! What a recipient fills in to sign in at a provider, and what the provider may ask next.

use crate::answer_pattern::AnswerPattern;
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
    /// What an answer has to look like.
    pub pattern: Option<AnswerPattern>,
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

/// Why fields are no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignInFormError {
    /// There are none.
    #[error("must have a field: a recipient would have nothing to sign in with")]
    Empty,
    /// There are more than [`SignInForm::MAX_FIELDS`].
    #[error("must have at most {} fields", SignInForm::MAX_FIELDS)]
    TooMany,
    /// One of them is wrong.
    #[error("field {place}: {flaw}")]
    Field {
        /// Which, from zero.
        place: usize,
        /// What is wrong with it.
        flaw: FieldFlaw,
    },
}

/// What is wrong with a field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FieldFlaw {
    /// Its key is no key.
    #[error("must be 1 to {} of the characters A-Z, a-z, 0-9, '_', '.' and '-'", SignInField::MAX_KEY)]
    Key,
    /// The pages use its key themselves.
    #[error("is a key that the pages use themselves; choose another")]
    TakenKey,
    /// Another field has its key.
    #[error("is the key of another field too")]
    RepeatedKey,
    /// It is a choice and there is nothing to choose.
    #[error("must have options: there would be nothing to select")]
    NoOptions,
    /// It has options and is no choice.
    #[error("must not have options: only a field of the type select shows them")]
    Options,
    /// It has a pattern and nothing is typed into it.
    #[error("must not have a pattern: nothing is typed into a field of this type")]
    Pattern,
    /// One value is there twice.
    #[error("must not have two options of one value")]
    RepeatedOption,
}

fn check_key(key: &str) -> Result<(), FieldFlaw> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if key.is_empty() || key.len() > SignInField::MAX_KEY || !key.bytes().all(fits) {
        return Err(FieldFlaw::Key);
    }
    if SignInForm::TAKEN.contains(&key) { Err(FieldFlaw::TakenKey) } else { Ok(()) }
}

fn check_options(field: &SignInField) -> Result<(), FieldFlaw> {
    let is_choice = field.kind == FieldKind::Select;
    if is_choice && field.options.is_empty() {
        return Err(FieldFlaw::NoOptions);
    }
    if !is_choice && !field.options.is_empty() {
        return Err(FieldFlaw::Options);
    }
    let mut seen = std::collections::BTreeSet::new();
    if field.options.iter().all(|option| seen.insert(option.value.as_str())) {
        Ok(())
    } else {
        Err(FieldFlaw::RepeatedOption)
    }
}

impl SignInField {
    /// The most characters of a key.
    pub const MAX_KEY: usize = 100;
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
            pattern: None,
            adornment: Adornment::default(),
            options: Vec::new(),
        };
        Self(vec![
            field(Self::USERNAME, "User name or e-mail", FieldKind::Text),
            field(Self::PASSWORD, "Password", FieldKind::Password),
        ])
    }

    /// The most fields.
    pub const MAX_FIELDS: usize = 50;
    /// The most options of one field: there are some 250 countries.
    pub const MAX_OPTIONS: usize = 300;
    /// The most characters of what stands before or behind a field. It has to leave room for the field on a phone.
    pub const MAX_ADORNMENT: usize = 100;
    /// The names that the pages send values of their own under, beside those of the form.
    const TAKEN: [&str; 3] = ["csrf", "lang", "connect-it"];

    /// A form with these fields, checked for what can be wrong with them together and with their keys.
    ///
    /// # Errors
    /// [`SignInFormError`] with the first that is wrong.
    pub fn new(fields: Vec<SignInField>) -> Result<Self, SignInFormError> {
        if fields.is_empty() {
            return Err(SignInFormError::Empty);
        }
        if fields.len() > Self::MAX_FIELDS {
            return Err(SignInFormError::TooMany);
        }
        let mut keys = std::collections::BTreeSet::new();
        for (place, field) in fields.iter().enumerate() {
            let wrong = |flaw| SignInFormError::Field { place, flaw };
            check_key(&field.key).map_err(wrong)?;
            if !keys.insert(field.key.as_str()) {
                return Err(wrong(FieldFlaw::RepeatedKey));
            }
            check_options(field).map_err(wrong)?;
            if field.pattern.is_some() && matches!(field.kind, FieldKind::Select | FieldKind::Boolean) {
                return Err(wrong(FieldFlaw::Pattern));
            }
        }
        Ok(Self(fields))
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
        /// Whether it can come another way, which the recipient may ask for instead of answering.
        other_ways: bool,
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
    /// The recipient has to go to the provider's own page and agree there.
    Redirect {
        /// Where. It holds what the provider's answer is known again by, which is worth nothing without the session.
        url: String,
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
