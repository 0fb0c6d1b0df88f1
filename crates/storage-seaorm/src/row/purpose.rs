//! What a link is for, in the four columns that invitations and magic links have alike.

use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::Purpose;
use uuid::Uuid;

use super::cell::{Result, Row, json};
use super::names;
use super::prefill::PrefillRow;

const CREATE: &str = "CREATE_CONNECTION";
pub(crate) const EDIT: &str = "EDIT_CONNECTION";

pub(super) struct PurposeRow {
    pub(super) purpose: String,
    pub(super) connection_id: Option<Uuid>,
    pub(super) prefill: Option<String>,
    pub(super) locks: Option<String>,
}

impl PurposeRow {
    pub(super) fn write(value: &Purpose) -> Result<Self> {
        let purpose = value.as_str().to_owned();
        Ok(match value {
            Purpose::CreateConnection { prefill, locks } => Self {
                purpose,
                connection_id: None,
                prefill: Some(json(&PrefillRow::write(prefill)?)?),
                locks: Some(names::write(locks)?),
            },
            Purpose::EditConnection { connection_id } => {
                Self { purpose, connection_id: Some(connection_id.as_uuid()), prefill: None, locks: None }
            }
        })
    }

    pub(super) fn read(self, row: &Row) -> Result<Purpose> {
        match (self.purpose.as_str(), self.connection_id, self.prefill, self.locks) {
            (CREATE, None, Some(prefill), Some(locks)) => Ok(Purpose::CreateConnection {
                prefill: row.json::<PrefillRow>("prefill", &prefill)?.read(row)?,
                locks: names::read(row, "locks", &locks)?,
            }),
            (EDIT, Some(id), None, None) => {
                Ok(Purpose::EditConnection { connection_id: ConnectionId::from_uuid(id) })
            }
            _ => Err(row.broken("purpose")),
        }
    }
}
