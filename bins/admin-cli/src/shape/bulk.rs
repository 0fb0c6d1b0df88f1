use latchstring_domain::bulk::{Bulk, BulkRow, BulkRowState, Twin};
use latchstring_service::bulk::BulkRowView;
use secrecy::ExposeSecret as _;
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// What became of the rows of a file, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportedShape {
    id: Option<String>,
    status: &'static str,
    total: u32,
    created: u32,
    duplicates: u32,
    failed: u32,
    created_at: String,
    finished_at: Option<String>,
    rows: Vec<RowShape>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowShape {
    row: u32,
    line: Option<u32>,
    status: &'static str,
    invitation_id: Option<String>,
    invitation_url: Option<String>,
    duplicate_of_row: Option<u32>,
    reason: Option<&'static str>,
}

impl RowShape {
    fn new(row: u32, of: &BulkRow, waiting: &'static str) -> Self {
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
            BulkRowState::Failed(why) => Self { reason: Some(why.as_str()), ..bare("FAILED") },
        }
    }

    /// What is to be said beside the link: what there was already, or why there is none.
    fn remark(&self) -> Option<String> {
        let twin = self.duplicate_of_row.map(|row| format!("as row {row}"));
        twin.or_else(|| self.reason.map(str::to_owned))
    }
}

impl From<&BulkRowView> for RowShape {
    fn from(BulkRowView { place, row, url }: &BulkRowView) -> Self {
        let url = url.as_ref().map(|url| url.expose_secret().to_owned());
        Self { invitation_url: url, ..Self::new(*place, row, "WAITING") }
    }
}

impl ImportedShape {
    /// What was made.
    pub(crate) fn made(bulk: &Bulk, rows: &[BulkRowView]) -> Self {
        Self::new(bulk, rows.iter().map(RowShape::from).collect())
    }

    /// What would be.
    pub(crate) fn foreseen(bulk: &Bulk, rows: &[BulkRow]) -> Self {
        let rows = (0..).zip(rows).map(|(place, row)| RowShape::new(place, row, "VALID")).collect();
        Self { id: None, status: "VALIDATED", finished_at: None, ..Self::new(bulk, rows) }
    }

    fn new(bulk: &Bulk, rows: Vec<RowShape>) -> Self {
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
        }
    }
}

impl Shape for ImportedShape {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &RowShape| {
            vec![
                one.row.to_string(),
                or_dash(one.line),
                one.status.to_owned(),
                or_dash(one.invitation_id.as_ref()),
                or_dash(one.invitation_url.clone().or_else(|| one.remark())),
            ]
        };
        let table = Block::Table {
            head: &["ROW", "LINE", "STATUS", "INVITATION", "LINK"],
            rows: self.rows.iter().map(row).collect(),
            none: "No row.",
        };
        let (deed, count) = match self.status {
            "VALIDATED" => ("Can be made", self.total.saturating_sub(self.duplicates)),
            _ => ("Made", self.created),
        };
        let mut said = format!("{deed}: {count} of {}.", self.total);
        if self.duplicates > 0 {
            said.push_str(&format!(" Passed over, as there is such an invitation: {}.", self.duplicates));
        }
        if self.failed > 0 {
            said.push_str(&format!(" Could not be made: {}.", self.failed));
        }
        vec![table, Block::Line(said)]
    }
}
