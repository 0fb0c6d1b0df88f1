use latchstring_domain::bulk::{Bulk, BulkRow, BulkRowState, Twin};
use latchstring_service::bulk::BulkRowView;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use crate::reveal::expose_if_any;
use crate::schema::{BulkRowStatusName, BulkStatusName};

/// Invitations that were asked for at once, and how far they are made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BulkInvitations)]
pub(crate) struct BulkBody {
    /// Null for a dry run, which is not kept.
    #[schema(required, format = Uuid)]
    id: Option<String>,
    #[schema(value_type = BulkStatusName)]
    status: &'static str,
    /// How many rows there are.
    total: u32,
    /// How many invitations were made so far.
    created: u32,
    /// How many rows were passed over so far, because there is such an invitation.
    duplicates: u32,
    /// How many rows could not be made after all.
    failed: u32,
    #[schema(format = DateTime)]
    created_at: String,
    /// When the last row was settled; null before.
    #[schema(required, format = DateTime)]
    finished_at: Option<String>,
    /// Some of its rows, in order: all of a dry run, none where the work begins, and those asked for later.
    rows: Vec<BulkRowBody>,
    /// The row that the next page begins with, as `fromRow`; null when there is none.
    #[schema(required)]
    next_row: Option<u32>,
}

/// A row, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BulkInvitationsRow)]
pub(crate) struct BulkRowBody {
    /// Its place, from 0.
    row: u32,
    /// The line of the CSV file that it began on, from 1; null where it came as JSON.
    #[schema(required)]
    line: Option<u32>,
    #[schema(value_type = BulkRowStatusName)]
    status: &'static str,
    /// The invitation that was made, or the one that there was already; null where there is none.
    #[schema(required, format = Uuid)]
    invitation_id: Option<String>,
    /// The link of the invitation that was made; null where none was, in what answers the request itself, and for a key
    /// without the scope `links:reveal`.
    #[serde(serialize_with = "expose_if_any")]
    #[schema(required, value_type = Option<String>)]
    invitation_url: Option<SecretString>,
    /// The earlier row that asks for the same; null where there is none.
    #[schema(required)]
    duplicate_of_row: Option<u32>,
    /// Why it could not be made, as a code: `company-gone`, or `not-allowed` where the workspace's rules have changed.
    #[schema(required, example = "company-gone")]
    reason: Option<String>,
}

impl BulkRowBody {
    pub(super) fn new(row: u32, of: &BulkRow, waiting: &'static str) -> Self {
        let bare = |status| Self {
            row,
            line: of.line,
            status,
            invitation_id: None,
            invitation_url: None,
            duplicate_of_row: None,
            reason: None,
        };
        match &of.state {
            BulkRowState::Waiting(_) => bare(waiting),
            BulkRowState::Created(id) => Self { invitation_id: Some(id.to_string()), ..bare("CREATED") },
            BulkRowState::Duplicate(Twin::Invitation(id)) => {
                Self { invitation_id: Some(id.to_string()), ..bare("DUPLICATE") }
            }
            BulkRowState::Duplicate(Twin::Row(twin)) => {
                Self { duplicate_of_row: Some(*twin), ..bare("DUPLICATE") }
            }
            BulkRowState::Failed(why) => Self { reason: Some(why.as_str().to_owned()), ..bare("FAILED") },
        }
    }
}

impl From<BulkRowView> for BulkRowBody {
    fn from(BulkRowView { place, row, url }: BulkRowView) -> Self {
        Self { invitation_url: url, ..Self::new(place, &row, "WAITING") }
    }
}

impl BulkBody {
    pub(super) fn new(bulk: &Bulk, rows: Vec<BulkRowBody>, next_row: Option<u32>) -> Self {
        Self {
            id: Some(bulk.id.to_string()),
            status: bulk.status().as_str(),
            total: bulk.total,
            created: bulk.counts.created,
            duplicates: bulk.counts.duplicates,
            failed: bulk.counts.failed,
            created_at: bulk.created_at.to_string(),
            finished_at: bulk.finished_at.map(|at| at.to_string()),
            rows,
            next_row,
        }
    }

    /// What was only looked at.
    pub(super) fn dry(self) -> Self {
        Self { id: None, status: "VALIDATED", finished_at: None, ..self }
    }
}
