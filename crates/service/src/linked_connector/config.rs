use latchstring_domain::sign_in::SignInForm;
use secrecy::ExposeSecret as _;

use crate::ports::Answers;

/// The most values that a connector is linked with.
pub const MAX_CONFIG: usize = 50;

/// Why the values to link a connector with were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigRefused {
    /// There are more than [`MAX_CONFIG`].
    #[error("must have at most {MAX_CONFIG} values")]
    TooMany,
    /// These fields of the connector's form have to be filled in.
    #[error("some required values are missing: {}", .0.join(", "))]
    Missing(Vec<String>),
}

/// Checks what a program filled in. A program may know more about a connector than its form asks people for, so values
/// of other names are taken as they are.
pub(super) fn check(form: Option<&SignInForm>, config: &Answers) -> Result<(), ConfigRefused> {
    if config.iter().count() > MAX_CONFIG {
        return Err(ConfigRefused::TooMany);
    }
    let required = form.map_or(&[][..], SignInForm::fields).iter().filter(|field| field.required);
    let empty = |key: &str| config.get(key).is_none_or(|value| value.expose_secret().is_empty());
    let missing: Vec<_> = required.filter(|field| empty(&field.key)).map(|field| field.key.clone()).collect();
    if missing.is_empty() { Ok(()) } else { Err(ConfigRefused::Missing(missing)) }
}
