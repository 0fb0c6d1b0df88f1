use std::collections::BTreeMap;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{BulkId, WorkspaceId};
use latchstring_domain::invitation::{Invitation, InvitationStatus, InvitationType};
use latchstring_domain::text::ExternalId;
use latchstring_storage::{Bulks, InvitationNames};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
    Select,
};

use super::invitations::{of_type, standing};
use super::{Result, VALUES_PER_STATEMENT, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::invitations::{Column, Entity};
use crate::entity::{bulk_batches, bulks, invitation_addresses};
use crate::row;

fn live(workspace: WorkspaceId, now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(of_type(InvitationType::CreateConnection))
        .filter(standing(InvitationStatus::Active, now))
}

/// Those that are found by these addresses.
pub(super) fn addressed(
    workspace: WorkspaceId,
    addresses: &[EmailAddress],
    now: Timestamp,
) -> Select<Entity> {
    let found = invitation_addresses::Entity::find()
        .select_only()
        .column(invitation_addresses::Column::InvitationId)
        .filter(invitation_addresses::Column::WorkspaceId.eq(workspace.as_uuid()))
        .filter(invitation_addresses::Column::Address.is_in(addresses.iter().map(EmailAddress::canonical)));
    live(workspace, now).filter(Column::Id.in_subquery(found.into_query()))
}

/// Those with these external ids.
pub(super) fn called(workspace: WorkspaceId, ids: &[ExternalId], now: Timestamp) -> Select<Entity> {
    live(workspace, now).filter(Column::ExternalId.is_in(ids.iter().map(ExternalId::as_str)))
}

#[async_trait]
impl Bulks for SeaOrmStore {
    async fn bulk(&self, id: BulkId) -> Result<Option<Bulk>> {
        let taken = bulks::Entity::find_by_id(id.as_uuid()).filter(bulks::Column::Taken.eq(true));
        one(self.reader(), taken, row::bulks::read).await
    }

    async fn bulk_batches(&self, id: BulkId, from: u32, limit: u32) -> Result<Vec<BulkBatch>> {
        let query = bulk_batches::Entity::find()
            .filter(bulk_batches::Column::BulkId.eq(id.as_uuid()))
            .filter(bulk_batches::Column::Number.gte(i64::from(from)))
            .order_by_asc(bulk_batches::Column::Number)
            .limit(capped(limit));
        all(self.reader(), query, row::bulks::read_batch).await
    }

    async fn live_invitations_named(
        &self,
        workspace: WorkspaceId,
        names: &InvitationNames,
        now: Timestamp,
    ) -> Result<Vec<Invitation>> {
        let mut found = BTreeMap::new();
        for addresses in names.addresses.chunks(VALUES_PER_STATEMENT) {
            let some = addressed(workspace, addresses, now);
            let some = all(self.reader(), some, row::invitations::read).await?;
            found.extend(some.into_iter().map(|one| (one.id, one)));
        }
        for ids in names.external_ids.chunks(VALUES_PER_STATEMENT) {
            let some = all(self.reader(), called(workspace, ids, now), row::invitations::read).await?;
            found.extend(some.into_iter().map(|one| (one.id, one)));
        }
        Ok(found.into_values().collect())
    }
}
