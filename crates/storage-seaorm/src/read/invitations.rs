use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{
    Invitation, InvitationSource, InvitationStatus, InvitationType, RetiredLink,
};
use latchstring_domain::sealed::Digest;
use latchstring_storage::{InvitationFilter, Invitations, Slice};
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _,
    Select,
};

use super::providers::containing;
use super::{Result, VALUES_PER_STATEMENT, all, count, one, sliced};
use crate::SeaOrmStore;
use crate::entity::invitations::{Column, Entity};
use crate::entity::{invitation_addresses, retired_links};
use crate::row;
use crate::row::invitations::read;

/// How far the time in an id can be from the one in its row.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// The one indexed read that every opening of a link begins with.
pub(super) fn by_token(digest: &Digest) -> Select<Entity> {
    Entity::find().filter(Column::TokenDigest.eq(digest.as_bytes().to_vec()))
}

/// The same order as [`Invitation::status`]: revoked before fulfilled before expired before active.
pub(super) fn standing(status: InvitationStatus, now: Timestamp) -> Condition {
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

pub(super) fn of_type(kind: InvitationType) -> SimpleExpr {
    match kind {
        InvitationType::CreateConnection => Column::ConnectionId.is_null(),
        InvitationType::EditConnection => Column::ConnectionId.is_not_null(),
    }
}

/// The invitations that are found by an address, out of an index that has nothing else in it.
fn found_by(filter: &InvitationFilter, email: &EmailAddress) -> SelectStatement {
    invitation_addresses::Entity::find()
        .select_only()
        .column(invitation_addresses::Column::InvitationId)
        .filter(invitation_addresses::Column::WorkspaceId.eq(filter.workspace.as_uuid()))
        .filter(invitation_addresses::Column::Address.eq(email.canonical()))
        .into_query()
}

/// By the time in the row, and by the id, which is made in the same hour at the latest: its index ends the search.
fn made(filter: &InvitationFilter) -> Condition {
    let from = filter.made_from.map(|from| {
        let first = InvitationId::first_at(from.saturating_sub(HOUR));
        Column::CreatedAt.gte(from.unix_millis()).and(Column::Id.gte(first.as_uuid()))
    });
    let until = filter.made_before.map(|until| {
        let first = InvitationId::first_at(until.saturating_add(HOUR));
        Column::CreatedAt.lt(until.unix_millis()).and(Column::Id.lt(first.as_uuid()))
    });
    from.into_iter().chain(until).fold(Condition::all(), Condition::add)
}

pub(super) fn matching(filter: &InvitationFilter) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(filter.workspace.as_uuid()))
        .apply_if(filter.company, |query, id| query.filter(Column::CompanyId.eq(id.as_uuid())))
        .apply_if(filter.connection, |query, id| query.filter(Column::ConnectionId.eq(id.as_uuid())))
        .apply_if(filter.status, |query, (status, now)| query.filter(standing(status, now)))
        .apply_if(filter.source, |query, source| query.filter(made_through(source)))
        .apply_if(filter.kind, |query, kind| query.filter(of_type(kind)))
        .apply_if(filter.email.as_ref(), |query, email| {
            query.filter(Column::Id.in_subquery(found_by(filter, email)))
        })
        .apply_if(filter.text.as_ref(), |query, text| {
            query.filter(Expr::col(Column::Search).like(containing(&text.folded())))
        })
        .filter(made(filter))
}

#[async_trait]
impl Invitations for SeaOrmStore {
    async fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn invitations_by_ids(&self, ids: &[InvitationId]) -> Result<Vec<Invitation>> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(VALUES_PER_STATEMENT) {
            let among = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.as_uuid())));
            found.extend(all(self.reader(), among, read).await?);
        }
        found.sort_by_key(|one| one.id);
        found.dedup_by_key(|one| one.id);
        Ok(found)
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
