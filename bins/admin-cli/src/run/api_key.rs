use latchstring_domain::api_key::{Scope, Scopes};
use latchstring_domain::overlap::SecretOverlap;
use latchstring_service::api_key::{self, CreateApiKey};

use super::session::Session;
use crate::args::{ApiKeyCommand, NewApiKey};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{ApiKeyList, ApiKeyShape, NewApiKeyShape, RotatedApiKeyShape};

pub(super) async fn run(session: &Session, command: ApiKeyCommand) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    let ls = &session.ls;
    match command {
        ApiKeyCommand::Create(NewApiKey { name, scope, all_scopes, expires_in }) => {
            let scopes: Scopes =
                if all_scopes { Scope::ALL.iter().copied().collect() } else { scope.into_iter().collect() };
            let beyond = || {
                Problem::usage(
                    "--expires-in: ends after the year 9999; leave it out for a key that never expires",
                )
            };
            let expires_at = match expires_in {
                Some(span) => Some(ls.now().checked_add(span).ok_or_else(beyond)?),
                None => None,
            };
            let made = api_key::create(ls, &caller, CreateApiKey { name, scopes, expires_at }).await?;
            Answer::new(&NewApiKeyShape::new(made, ls.now()))
        }
        ApiKeyCommand::List => {
            let keys = api_key::list(ls, &caller).await?;
            let now = ls.now();
            Answer::new(&ApiKeyList {
                api_keys: keys.into_iter().map(|key| ApiKeyShape::new(key, now)).collect(),
            })
        }
        ApiKeyCommand::Rotate { id, overlap } => {
            let overlap =
                SecretOverlap::new(overlap).map_err(|error| Problem::usage(format!("--overlap: {error}")))?;
            let rotated = api_key::rotate(ls, &caller, id, overlap).await?;
            Answer::new(&RotatedApiKeyShape::new(rotated, ls.now()))
        }
        ApiKeyCommand::Revoke { id } => {
            let revoked = api_key::revoke(ls, &caller, id).await?;
            Answer::new(&ApiKeyShape::new(revoked, ls.now()))
        }
    }
}
