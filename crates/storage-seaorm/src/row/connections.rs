use latchstring_domain::account::Account;
use latchstring_domain::connection::{ConnectedProvider, Connection};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow::{ConnectedFlow, FieldMapping};
use latchstring_domain::id::{
    CompanyId, ConnectionId, FlowId, InvitationId, MagicLinkId, ProviderId, SiteId, WorkspaceId,
};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
use latchstring_domain::text::{ExternalId, ProviderName, StatusDetail};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cell::{Result, Row, day, json};
use super::names;
use super::schema::MappingRow;
use super::sealed::SealedFields;
use crate::entity::connections::Model;

#[derive(Serialize, Deserialize)]
struct AccountRow {
    id: String,
    account_number: String,
    data_collection_start_date: Option<String>,
    is_collecting_invoice_data: bool,
    is_collecting_smart_meter_data: bool,
    is_duplicated: bool,
    is_tracked: bool,
    meters: Vec<String>,
}

impl AccountRow {
    fn write(value: &Account) -> Result<Self> {
        Ok(Self {
            id: value.id.to_string(),
            account_number: value.account_number.clone(),
            data_collection_start_date: day(value.data_collection_start_date)?,
            is_collecting_invoice_data: value.is_collecting_invoice_data,
            is_collecting_smart_meter_data: value.is_collecting_smart_meter_data,
            is_duplicated: value.is_duplicated,
            is_tracked: value.is_tracked,
            meters: value.meters.clone(),
        })
    }

    fn read(self, row: &Row) -> Result<Account> {
        Ok(Account {
            id: row.parse("accounts", &self.id)?,
            account_number: self.account_number,
            data_collection_start_date: row.date("accounts", self.data_collection_start_date)?,
            is_collecting_invoice_data: self.is_collecting_invoice_data,
            is_collecting_smart_meter_data: self.is_collecting_smart_meter_data,
            is_duplicated: self.is_duplicated,
            is_tracked: self.is_tracked,
            meters: self.meters,
        })
    }
}

/// The row of a connection; its sites are rows of their own.
pub(crate) fn write(value: &Connection) -> Result<Model> {
    let accounts: Vec<_> = value.accounts.iter().map(AccountRow::write).collect::<Result<_>>()?;
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        company_id: value.company_id.as_uuid(),
        invitation_id: value.invitation_id.map(InvitationId::as_uuid),
        magic_link_id: value.magic_link_id.map(MagicLinkId::as_uuid),
        provider_id: value.provider.id.as_uuid(),
        provider_name: value.provider.name.as_str().to_owned(),
        provider_url: value.provider.url.as_str().to_owned(),
        status: value.status.as_str().to_owned(),
        status_detail: value.status_detail.as_ref().map(StatusDetail::to_string),
        status_reported_at: value.status_reported_at.unix_millis(),
        status_since: value.status_since.unix_millis(),
        country: value.country.map(|country| country.code().to_owned()),
        utility_types: names::write(&value.utility_types)?,
        credentials_key: value.credentials.data_key.as_bytes().to_vec(),
        credentials: json(&SealedFields::write(&value.credentials))?,
        mfa_forwarding: value.mfa_forwarding.map(|answer| answer.as_str().to_owned()),
        owner_email: value.owner_email.as_ref().map(EmailAddress::to_string),
        owner_email_canonical: value.owner_email.as_ref().map(|email| email.canonical().to_owned()),
        flow_id: value.flow.as_ref().map(|flow| flow.id.as_uuid()),
        flow_key: value.flow.as_ref().map(|flow| flow.key.to_string()),
        field_mapping: value.field_mapping.as_ref().map(|map| json(&MappingRow::write(map))).transpose()?,
        data_collection_start_date: day(value.data_collection_start_date)?,
        multiply_by_occupancy: value.multiply_by_occupancy,
        external_id: value.external_id.as_ref().map(ExternalId::to_string),
        is_active: value.is_active,
        accounts: json(&accounts)?,
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model, initial_sites: Vec<SiteId>) -> Result<Connection> {
    let row = Row::new("connections", model.id);
    let accounts: Vec<AccountRow> = row.json("accounts", &model.accounts)?;
    let fields: SealedFields = row.json("credentials", &model.credentials)?;
    Ok(Connection {
        id: ConnectionId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        company_id: CompanyId::from_uuid(model.company_id),
        invitation_id: model.invitation_id.map(InvitationId::from_uuid),
        magic_link_id: model.magic_link_id.map(MagicLinkId::from_uuid),
        provider: ConnectedProvider {
            id: ProviderId::from_uuid(model.provider_id),
            name: row.ok("provider_name", ProviderName::parse(&model.provider_name))?,
            url: row.ok("provider_url", ProviderUrl::parse(&model.provider_url))?,
        },
        status: row.parse("status", &model.status)?,
        status_detail: row
            .optional("status_detail", model.status_detail, |text| StatusDetail::parse(&text))?,
        status_reported_at: row.time("status_reported_at", model.status_reported_at)?,
        status_since: row.time("status_since", model.status_since)?,
        country: row.optional("country", model.country, |code| code.parse())?,
        initial_sites,
        utility_types: names::read(&row, "utility_types", &model.utility_types)?,
        credentials: SealedCredentials {
            data_key: SealedBytes::new(model.credentials_key),
            fields: fields.read(&row, "credentials")?,
        },
        mfa_forwarding: row.optional("mfa_forwarding", model.mfa_forwarding, |text| text.parse())?,
        owner_email: row.email("owner_email", model.owner_email)?,
        flow: flow(&row, model.flow_id, model.flow_key)?,
        field_mapping: field_mapping(&row, model.field_mapping)?,
        data_collection_start_date: row
            .date("data_collection_start_date", model.data_collection_start_date)?,
        multiply_by_occupancy: model.multiply_by_occupancy,
        external_id: row.optional("external_id", model.external_id, |text| ExternalId::parse(&text))?,
        is_active: model.is_active,
        accounts: accounts.into_iter().map(|account| account.read(&row)).collect::<Result<_>>()?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}

fn flow(row: &Row, id: Option<Uuid>, key: Option<String>) -> Result<Option<ConnectedFlow>> {
    match (id, key) {
        (None, None) => Ok(None),
        (Some(id), Some(key)) => {
            Ok(Some(ConnectedFlow { id: FlowId::from_uuid(id), key: row.parse("flow_key", &key)? }))
        }
        _ => Err(row.broken("flow_id")),
    }
}

fn field_mapping(row: &Row, text: Option<String>) -> Result<Option<FieldMapping>> {
    const COLUMN: &str = "field_mapping";
    text.map(|text| row.json::<MappingRow>(COLUMN, &text)?.read(row, COLUMN)).transpose()
}
