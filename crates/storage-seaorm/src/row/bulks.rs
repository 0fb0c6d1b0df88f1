use std::num::NonZeroU32;
use std::time::Duration;

use latchstring_domain::actor::Actor;
use latchstring_domain::bulk::{Bulk, BulkBatch, BulkCounts, BulkRow, BulkRowState, BulkWish, Twin};
use latchstring_domain::id::{BulkId, CompanyId, InvitationId, WorkspaceId};
use latchstring_domain::invitation::{InvitationDraft, Lifetime};
use latchstring_domain::text::ExternalId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::ActorRow;
use super::cell::{Result, Row, json, millis};
use super::invitations::{PresentationRow, allowed, providers};
use super::portal::PortalRow;
use super::purpose::PurposeRow;
use super::{metadata, names};
use crate::entity::{bulk_batches, bulks};

pub(crate) fn write(value: &Bulk) -> Result<bulks::Model> {
    Ok(bulks::Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        created_by: json(&ActorRow::write(&value.created_by))?,
        created_at: value.created_at.unix_millis(),
        total: i64::from(value.total),
        created: i64::from(value.counts.created),
        duplicates: i64::from(value.counts.duplicates),
        failed: i64::from(value.counts.failed),
        next_batch: i64::from(value.next_batch),
        finished_at: millis(value.finished_at),
        version: value.version.number(),
        taken: false,
    })
}

pub(crate) fn read(model: bulks::Model) -> Result<Bulk> {
    let row = Row::new("bulks", model.id);
    let created_by: Actor =
        row.json::<ActorRow>("created_by", &model.created_by)?.read(&row, "created_by")?;
    Ok(Bulk {
        id: BulkId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        created_by,
        created_at: row.time("created_at", model.created_at)?,
        total: row.ok("total", u32::try_from(model.total))?,
        counts: BulkCounts {
            created: row.ok("created", u32::try_from(model.created))?,
            duplicates: row.ok("duplicates", u32::try_from(model.duplicates))?,
            failed: row.ok("failed", u32::try_from(model.failed))?,
        },
        next_batch: row.ok("next_batch", u32::try_from(model.next_batch))?,
        finished_at: row.optional_time("finished_at", model.finished_at)?,
        version: row.version(model.version)?,
    })
}

#[derive(Serialize, Deserialize)]
struct RowRow {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    state: StateRow,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateRow {
    Waiting(Box<WishRow>),
    Created(Uuid),
    TwinOfRow(u32),
    TwinOf(Uuid),
    Failed(String),
}

#[derive(Serialize, Deserialize)]
struct WishRow {
    id: Uuid,
    company_id: Uuid,
    purpose: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    connection_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefill: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    locks: Option<String>,
    allowed: String,
    allowed_providers: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lifetime: Option<LifetimeRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_uses: Option<NonZeroU32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    portal: Option<PortalRow>,
    /// Left out where nothing is chosen, as in most rows of a large file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    presentation: Option<PresentationRow>,
    metadata: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    external_id: Option<String>,
    #[serde(default)]
    send_email: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LifetimeRow {
    For(Duration),
    UntilMillis(i64),
}

impl WishRow {
    fn write(wish: &BulkWish) -> Result<Self> {
        let BulkWish { id, company_id, draft, send_email } = wish;
        let PurposeRow { purpose, connection_id, prefill, locks } = PurposeRow::write(&draft.purpose)?;
        let is_chosen = draft.presentation != Default::default();
        Ok(Self {
            id: id.as_uuid(),
            company_id: company_id.as_uuid(),
            purpose,
            connection_id,
            prefill,
            locks,
            allowed: names::write(draft.allowed.rules())?,
            allowed_providers: json(
                &draft.allowed_providers.ids().map(|id| id.as_uuid()).collect::<Vec<_>>(),
            )?,
            lifetime: draft.lifetime.map(|lifetime| match lifetime {
                Lifetime::For(span) => LifetimeRow::For(span),
                Lifetime::Until(end) => LifetimeRow::UntilMillis(end.unix_millis()),
            }),
            max_uses: draft.max_uses,
            portal: draft.portal.as_ref().map(PortalRow::write),
            presentation: is_chosen.then(|| PresentationRow::write(&draft.presentation)),
            metadata: metadata::write(&draft.metadata)?,
            external_id: draft.external_id.as_ref().map(ExternalId::to_string),
            send_email: *send_email,
        })
    }

    fn read(self, row: &Row) -> Result<BulkWish> {
        let Self { purpose, connection_id, prefill, locks, .. } = self;
        let purpose = PurposeRow { purpose, connection_id, prefill, locks };
        let draft = InvitationDraft {
            purpose: purpose.read(row)?,
            allowed: allowed(row, &self.allowed)?,
            allowed_providers: providers(row, &self.allowed_providers)?,
            lifetime: self.lifetime.map(|lifetime| lifetime.read(row)).transpose()?,
            max_uses: self.max_uses,
            portal: self.portal.map(|portal| portal.read(row)).transpose()?,
            presentation: self.presentation.map(|one| one.read(row)).transpose()?.unwrap_or_default(),
            metadata: metadata::read(row, &self.metadata)?,
            external_id: row.optional("rows", self.external_id, |text| ExternalId::parse(&text))?,
        };
        Ok(BulkWish {
            id: InvitationId::from_uuid(self.id),
            company_id: CompanyId::from_uuid(self.company_id),
            draft,
            send_email: self.send_email,
        })
    }
}

impl LifetimeRow {
    fn read(self, row: &Row) -> Result<Lifetime> {
        Ok(match self {
            Self::For(span) => Lifetime::For(span),
            Self::UntilMillis(millis) => Lifetime::Until(row.time("rows", millis)?),
        })
    }
}

impl RowRow {
    fn write(value: &BulkRow) -> Result<Self> {
        let state = match &value.state {
            BulkRowState::Waiting(wish) => StateRow::Waiting(Box::new(WishRow::write(wish)?)),
            BulkRowState::Created(id) => StateRow::Created(id.as_uuid()),
            BulkRowState::Duplicate(Twin::Row(row)) => StateRow::TwinOfRow(*row),
            BulkRowState::Duplicate(Twin::Invitation(id)) => StateRow::TwinOf(id.as_uuid()),
            BulkRowState::Failed(failure) => StateRow::Failed(failure.as_str().to_owned()),
        };
        Ok(Self { line: value.line, state })
    }

    fn read(self, row: &Row) -> Result<BulkRow> {
        let state = match self.state {
            StateRow::Waiting(wish) => BulkRowState::Waiting(Box::new(wish.read(row)?)),
            StateRow::Created(id) => BulkRowState::Created(InvitationId::from_uuid(id)),
            StateRow::TwinOfRow(row) => BulkRowState::Duplicate(Twin::Row(row)),
            StateRow::TwinOf(id) => BulkRowState::Duplicate(Twin::Invitation(InvitationId::from_uuid(id))),
            StateRow::Failed(text) => BulkRowState::Failed(row.parse("rows", &text)?),
        };
        Ok(BulkRow { line: self.line, state })
    }
}

pub(crate) fn write_batch(value: &BulkBatch) -> Result<bulk_batches::Model> {
    let rows: Vec<_> = value.rows.iter().map(RowRow::write).collect::<Result<_>>()?;
    Ok(bulk_batches::Model {
        bulk_id: value.bulk_id.as_uuid(),
        number: i64::from(value.number),
        rows: json(&rows)?,
    })
}

pub(crate) fn read_batch(model: bulk_batches::Model) -> Result<BulkBatch> {
    let row = Row::new("bulk_batches", model.bulk_id);
    let rows: Vec<RowRow> = row.json("rows", &model.rows)?;
    Ok(BulkBatch {
        bulk_id: BulkId::from_uuid(model.bulk_id),
        number: row.ok("number", u32::try_from(model.number))?,
        rows: rows.into_iter().map(|one| one.read(&row)).collect::<Result<_>>()?,
    })
}
