use latchstring_domain::actor::Actor;
use latchstring_domain::email::EmailAddress;
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};

/// Who did something, in a JSON column: a free text in there may hold what a text column of PostgreSQL cannot.
#[derive(Serialize, Deserialize)]
pub(crate) struct ActorRow {
    kind: String,
    id: Option<String>,
    email: Option<String>,
}

impl ActorRow {
    pub(crate) fn write(actor: &Actor) -> Self {
        Self {
            kind: actor.kind.as_str().to_owned(),
            id: actor.id.clone(),
            email: actor.email.as_ref().map(EmailAddress::to_string),
        }
    }

    pub(crate) fn read(self, row: &Row, column: &'static str) -> Result<Actor> {
        Ok(Actor { kind: row.parse(column, &self.kind)?, id: self.id, email: row.email(column, self.email)? })
    }
}
