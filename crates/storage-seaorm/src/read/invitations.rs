use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{Invitation, InvitationSource, InvitationStatus, RetiredLink};
use latchstring_domain::sealed::Digest;
use latchstring_storage::{InvitationFilter, Invitations, Slice};
use sea_orm::sea_query::{Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryTrait as _, Select};

use super::{Result, all, count, one, sliced};
use crate::SeaOrmStore;
use crate::entity::invitations::{Column, Entity};
use crate::entity::retired_links;
use crate::row;
use crate::row::invitations::read;

/// The one indexed read that every opening of a link begins with.
pub(super) fn by_token(digest: &Digest) -> Select<Entity> {
    Entity::find().filter(Column::TokenDigest.eq(digest.as_bytes().to_vec()))
}

/// The same order as [`Invitation::status`]: revoked before fulfilled before expired before active.
fn standing(status: InvitationStatus, now: Timestamp) -> Condition {
    let kept = Column::RevokedAt.is_null();
    let used_up = Expr::col(Column::UseCount).gte(Expr::col(Column::MaxUses));
    let usable = Column::MaxUses.is_null().or(Expr::col(Column::UseCount).lt(Expr::col(Column::MaxUses)));
    let expired = Column::ExpiresAt.lte(now.unix_millis());
    let in_time = Column::ExpiresAt.is_null().or(Column::ExpiresAt.gt(now.unix_millis()));
    match status {
        InvitationStatus::Revoked => Condition::all().add(Column::RevokedAt.is_not_null()),
        InvitationStatus::Fulfilled => Condition::all().add(kept).add(used_up),
        InvitationStatus::Expired => Condition::all().add(kept).add(usable).add(expired),
        InvitationStatus::Active => Condition::all().add(kept).add(usable).add(in_time),
    }
}

/// As [`Invitation::source`]: one that brings a portal is a link in the hotglue shape.
fn made_through(source: InvitationSource) -> SimpleExpr {
    match source {
        InvitationSource::Native => Column::Portal.is_null(),
        InvitationSource::Hotglue => Column::Portal.is_not_null(),
    }
}

pub(super) fn matching(filter: &InvitationFilter) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(filter.workspace.as_uuid()))
        .apply_if(filter.company, |query, id| query.filter(Column::CompanyId.eq(id.as_uuid())))
        .apply_if(filter.connection, |query, id| query.filter(Column::ConnectionId.eq(id.as_uuid())))
        .apply_if(filter.status, |query, (status, now)| query.filter(standing(status, now)))
        .apply_if(filter.source, |query, source| query.filter(made_through(source)))
}

#[async_trait]
impl Invitations for SeaOrmStore {
    async fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn invitation_by_token(&self, digest: &Digest) -> Result<Option<Invitation>> {
        one(self.reader(), by_token(digest), read).await
    }

    async fn retired_link(&self, digest: &Digest) -> Result<Option<RetiredLink>> {
        let query = retired_links::Entity::find_by_id(digest.as_bytes().to_vec());
        one(self.reader(), query, row::retired_links::read).await
    }

    async fn invitations(
        &self,
        filter: &InvitationFilter,
        slice: Slice<InvitationId>,
    ) -> Result<Vec<Invitation>> {
        let query = sliced(matching(filter), Column::Id, &slice, |id| id.as_uuid());
        all(self.reader(), query, read).await
    }

    async fn count_invitations(&self, filter: &InvitationFilter) -> Result<u64> {
        count(self.reader(), matching(filter)).await
    }
}
