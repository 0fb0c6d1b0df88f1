//! Secrets in answers: the few fields that have to show one.

use latchstring_service::ports::Answers;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Serialize as _, Serializer};

/// Writes a secret out.
pub(crate) fn expose<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

/// Writes a secret out, or null when there is none to show.
pub(crate) fn expose_if_any<S: Serializer>(
    secret: &Option<SecretString>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    secret.as_ref().map(|secret| secret.expose_secret()).serialize(serializer)
}

/// Values that somebody may see, as an object by their keys.
#[derive(Debug)]
pub(crate) struct Revealed(pub(crate) Answers);

impl serde::Serialize for Revealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value.expose_secret())))
    }
}
