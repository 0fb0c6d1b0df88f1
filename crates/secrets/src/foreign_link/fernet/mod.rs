//! Fernet (version `0x80` of its specification, <https://github.com/fernet/spec>): AES-128-CBC, then HMAC-SHA-256.

mod key;
mod token;

pub use key::{FernetKey, ParseFernetKeyError};

use super::{Authentic, LinkFormat, OpenForeignError, Payload, Source, SourceName, link_id};
use token::Token;

const NAME: &str = "fernet";
/// Keys that are tried for one text. A Fernet token names no key, so each costs one MAC.
const MAX_KEYS: usize = 16;

/// Opens Fernet tokens under the keys of other systems. It cannot make any.
#[derive(Debug)]
pub struct Fernet {
    keys: Vec<(Source, FernetKey)>,
}

/// Why keys do not make a [`Fernet`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FernetError {
    /// There is no key.
    #[error("there is no Fernet key")]
    Empty,
    /// There are more than 16 keys.
    #[error("there are {0} Fernet keys, {MAX_KEYS} at most")]
    TooMany(usize),
    /// Two keys have this name.
    #[error("two Fernet keys are called {0}")]
    DuplicateName(SourceName),
    /// Two keys are the same, so that it would be chance which companies their links reach.
    #[error("{0} and {1} are the same Fernet key")]
    DuplicateKey(SourceName, SourceName),
}

impl Fernet {
    /// Takes the keys of other systems, 1 to 16, each with what its holder may do.
    ///
    /// # Errors
    /// [`FernetError`].
    pub fn new(keys: Vec<(Source, FernetKey)>) -> Result<Self, FernetError> {
        if keys.is_empty() {
            return Err(FernetError::Empty);
        }
        if keys.len() > MAX_KEYS {
            return Err(FernetError::TooMany(keys.len()));
        }
        for (place, (source, key)) in keys.iter().enumerate() {
            for (earlier, other) in keys.iter().take(place) {
                if earlier.name == source.name {
                    return Err(FernetError::DuplicateName(source.name.clone()));
                }
                if key.is(other) {
                    return Err(FernetError::DuplicateKey(earlier.name.clone(), source.name.clone()));
                }
            }
        }
        Ok(Self { keys })
    }
}

impl LinkFormat for Fernet {
    fn name(&self) -> &'static str {
        NAME
    }

    fn first_byte(&self) -> u8 {
        token::VERSION
    }

    fn open(&self, text: &str) -> Result<Authentic<'_>, OpenForeignError> {
        let bytes = token::decode(text).ok_or(OpenForeignError::Malformed)?;
        let token = Token::parse(&bytes).ok_or(OpenForeignError::Malformed)?;
        let (source, key) =
            self.keys.iter().find(|(_, key)| token.is_made_by(key)).ok_or(OpenForeignError::BadTag)?;
        let payload = token.decrypt(key).ok_or(OpenForeignError::BadPadding)?;
        let payload = Payload::from_json(&payload).map_err(OpenForeignError::Payload)?;
        Ok(Authentic { source, link_id: link_id(NAME, &bytes), issued_at: token.issued_at(), payload })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const FILE: &str = include_str!("../../../tests/vectors/fernet.vectors.json");
    const LEEWAY: i64 = 60;

    /// What the token is by the published rules, or what is in it.
    fn judged(key: &FernetKey, token: &str, now: i64, ttl: i64) -> Result<Vec<u8>, &'static str> {
        let bytes = token::decode(token).ok_or("Malformed")?;
        let token = Token::parse(&bytes).ok_or("Malformed")?;
        if !token.is_made_by(key) {
            return Err("BadTag");
        }
        let payload = token.decrypt(key).ok_or("BadPadding")?;
        if token.issued_at() > now + LEEWAY {
            return Err("FromTheFuture");
        }
        // The published rule: too old when more than the ttl has passed.
        if token.issued_at() + ttl < now { Err("Expired") } else { Ok(payload.to_vec()) }
    }

    #[test]
    fn t015_every_published_vector_is_judged_as_published() {
        let file: Value = serde_json::from_str(FILE).unwrap();
        let published = &file["published"];
        let key = FernetKey::parse(published["secret"].as_str().unwrap()).unwrap();
        let vectors = published["vectors"].as_array().unwrap();
        assert_eq!(vectors.len(), 12);
        for vector in vectors {
            let now = vector["now"].as_i64().unwrap();
            let ttl = published["ttl_sec"].as_i64().unwrap();
            let judged = judged(&key, vector["token"].as_str().unwrap(), now, ttl);
            let expected = match vector["expect"].as_str().unwrap() {
                "ok" => Ok(b"hello".to_vec()),
                kind => Err(kind),
            };
            assert_eq!(judged, expected, "{}", vector["name"]);
        }
        assert_eq!(key.weakness(), Some(crate::keyring::Weakness::Published));
    }
}
