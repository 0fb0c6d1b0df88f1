use std::collections::BTreeMap;

use latchstring_domain::account::Account;
use latchstring_domain::company::Company;
use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::InvitationId;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::ExternalId;
use latchstring_domain::webhook::{ConnectionChange, OldValue};
use serde::Serialize;
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::mapping::{MappedTable, tables};
use super::{CompanyBody, Told};

const DAY: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConnectionBody {
    #[serde(flatten)]
    told: Told,
    id: String,
    accounts: Vec<AccountBody>,
    company: CompanyBody,
    country: Option<&'static str>,
    created: String,
    datasource: DatasourceBody,
    emails: Vec<String>,
    external_id: Option<String>,
    field_mapping: Option<Vec<MappedTable>>,
    invitation_id: Option<String>,
    metadata: BTreeMap<String, String>,
    status: &'static str,
    updated: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reconnect_invitation_id: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protected_changes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<BTreeMap<String, Old>>,
}

#[derive(Debug, Serialize)]
struct DatasourceBody {
    name: String,
    url: String,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Old {
    Text(String),
    Flag(bool),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountBody {
    account_number: String,
    data_collection_start_date: Option<String>,
    id: String,
    is_collecting_invoice_data: bool,
    is_collecting_smart_meter_data: bool,
    is_duplicated: bool,
    is_tracked: bool,
    meters: Vec<String>,
}

impl AccountBody {
    fn new(account: &Account) -> Self {
        let day = |date: Date| date.format(DAY).ok();
        Self {
            account_number: account.account_number.clone(),
            data_collection_start_date: account.data_collection_start_date.and_then(day),
            id: account.id.to_string(),
            is_collecting_invoice_data: account.is_collecting_invoice_data,
            is_collecting_smart_meter_data: account.is_collecting_smart_meter_data,
            is_duplicated: account.is_duplicated,
            is_tracked: account.is_tracked,
            meters: account.meters.clone(),
        }
    }
}

impl ConnectionBody {
    pub(super) fn new(
        told: Told,
        connection: &Connection,
        status: ConnectionStatus,
        company: &Company,
        metadata: &Metadata,
    ) -> Self {
        let url = connection.provider.url.as_str().to_owned();
        Self {
            told,
            id: connection.id.to_string(),
            accounts: connection.accounts.iter().map(AccountBody::new).collect(),
            company: CompanyBody::new(company),
            country: connection.country.map(|country| country.code()),
            created: connection.created_at.to_string(),
            datasource: DatasourceBody { name: connection.provider.name.to_string(), url: url.clone() },
            emails: connection.owner_email.iter().map(EmailAddress::to_string).collect(),
            external_id: connection.external_id.as_ref().map(ExternalId::to_string),
            field_mapping: connection.field_mapping.as_ref().map(tables),
            invitation_id: connection.invitation_id.map(|id| id.to_string()),
            metadata: metadata.labels().clone(),
            status: status.as_str(),
            updated: connection.updated_at.to_string(),
            url,
            reconnect_invitation_id: None,
            protected_changes: None,
            old: None,
        }
    }

    /// The same with the invitation to repair it, or with none.
    pub(super) fn reconnecting(self, reconnect: Option<InvitationId>) -> Self {
        Self { reconnect_invitation_id: Some(reconnect.map(|id| id.to_string())), ..self }
    }

    /// The same with what changed, if anything did.
    pub(super) fn changed(self, change: Option<&ConnectionChange>) -> Self {
        let old = |(name, value): &(String, OldValue)| {
            let value = match value {
                OldValue::Text(text) => Old::Text(text.clone()),
                OldValue::Flag(flag) => Old::Flag(*flag),
            };
            (name.clone(), value)
        };
        Self {
            protected_changes: change.map(|change| change.fields.clone()),
            old: change.map(|change| change.old.iter().map(old).collect()),
            ..self
        }
    }
}
