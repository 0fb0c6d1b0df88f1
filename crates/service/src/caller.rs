use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::api_key::{ApiKey, Scope, Scopes};
use latchstring_domain::event::{DataValue, EventData, EventKind, Origin, Subject};
use latchstring_domain::id::WorkspaceId;
use uuid::Uuid;

use crate::failure::{Failure, Thing};
use crate::latchstring::Latchstring;
use crate::record;

/// Who calls a use case on a company's behalf: for which workspace, with which rights, from where.
#[derive(Debug, Clone)]
pub struct Caller {
    workspace_id: WorkspaceId,
    actor: Actor,
    authority: Authority,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Authority {
    Operator,
    Scopes(Scopes),
}

impl Caller {
    /// A program with an API key, which was checked by [`crate::api_key::authenticate`].
    #[must_use]
    pub fn api_key(key: &ApiKey, origin: Origin) -> Self {
        Self {
            workspace_id: key.workspace_id,
            actor: Actor::new(ActorKind::ApiKey, key.id.to_string()),
            authority: Authority::Scopes(key.scopes.clone()),
            origin,
        }
    }

    /// A person who runs the deployment, or a program that embeds these crates: may do everything in one workspace.
    #[must_use]
    pub fn operator(workspace_id: WorkspaceId, name: &str, origin: Origin) -> Self {
        let actor = Actor::new(ActorKind::Operator, name);
        Self { workspace_id, actor, authority: Authority::Operator, origin }
    }

    /// The workspace it acts for.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }

    /// Who it is.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Where it calls from.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether it has this right.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        match &self.authority {
            Authority::Operator => true,
            Authority::Scopes(scopes) => scopes.contains(&scope),
        }
    }

    /// Whether it has all of these rights.
    #[must_use]
    pub fn may_all(&self, wanted: &Scopes) -> bool {
        wanted.iter().all(|scope| self.may(*scope))
    }

    /// Goes on only with this right; a try without it is written to the workspace's log.
    pub(crate) async fn require(&self, ls: &Latchstring, scope: Scope) -> Result<(), Failure> {
        if self.may(scope) {
            return Ok(());
        }
        let data = EventData::none().with("reason", "scope").with("scope", scope.as_str());
        record::denial(ls, self, data).await?;
        Err(Failure::ScopeMissing(scope))
    }

    /// The thing that was looked up, when it is there and in this workspace.
    pub(crate) async fn own<T: Owned>(
        &self,
        ls: &Latchstring,
        thing: Thing,
        found: Option<T>,
    ) -> Result<T, Failure> {
        self.if_own(ls, thing, found).await?.ok_or(Failure::NotFound(thing))
    }

    /// The same, for a thing whose absence is not the end. One that is in another workspace is not there either, and
    /// the try is written to the log of the caller's own workspace.
    pub(crate) async fn if_own<T: Owned>(
        &self,
        ls: &Latchstring,
        thing: Thing,
        found: Option<T>,
    ) -> Result<Option<T>, Failure> {
        match found {
            Some(value) if value.workspace_id() == self.workspace_id => Ok(Some(value)),
            Some(value) => {
                let data = EventData::none()
                    .with("reason", "workspace")
                    .with("target", thing.as_str())
                    .with("targetId", DataValue::Text(value.uuid().to_string()));
                record::denial(ls, self, data).await?;
                Ok(None)
            }
            None => Ok(None),
        }
    }

    pub(crate) fn workspace_subject(&self) -> Subject {
        Subject::Workspace(self.workspace_id)
    }

    pub(crate) const fn denied_kind() -> EventKind {
        EventKind::AccessDenied
    }
}

/// A thing that belongs to a workspace.
pub(crate) trait Owned {
    fn workspace_id(&self) -> WorkspaceId;
    fn uuid(&self) -> Uuid;
}

macro_rules! owned {
    ($($name:path),*) => {$(
        impl Owned for $name {
            fn workspace_id(&self) -> WorkspaceId {
                self.workspace_id
            }

            fn uuid(&self) -> Uuid {
                self.id.as_uuid()
            }
        }
    )*};
}

owned!(
    latchstring_domain::company::Company,
    latchstring_domain::bulk::Bulk,
    latchstring_domain::site::Site,
    latchstring_domain::invitation::Invitation,
    latchstring_domain::magic_link::MagicLink,
    latchstring_domain::connection::Connection,
    latchstring_domain::provider::Provider,
    latchstring_domain::flow::Flow,
    latchstring_domain::api_key::ApiKey,
    latchstring_domain::webhook::Endpoint,
    latchstring_domain::webhook::Delivery
);
