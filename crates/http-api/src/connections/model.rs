use latchstring_domain::account::Account;
use latchstring_domain::company::Company;
use latchstring_domain::connection::{ConnectedProvider, Connection};
use latchstring_domain::id::SiteId;
use latchstring_service::connection::ConnectionView;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mapping::{MappedTable, mapped_tables};
use crate::reveal::expose_if_any;
use crate::schema::{ConnectionStatusName, MfaForwardingName, UtilityTypeName};
use crate::time_text;

/// An account at a provider, with which a collector can work on the owner's behalf.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Connection)]
pub(crate) struct ConnectionBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
    #[schema(example = "co_4GnnNaX0ZN7nVIzPpfWkbO")]
    public_company_id: String,
    /// When its status was last reported.
    #[schema(format = DateTime)]
    status_last_update_time: String,
    /// Since when it has its status.
    #[schema(format = DateTime)]
    status_first_seen_time: String,
    /// What the collector said of its status.
    #[schema(required)]
    status_error_detail: Option<String>,
    datasource: DatasourceBody,
    /// The accounts that the collector found.
    accounts: Vec<AccountBody>,
    company: ConnectionCompany,
    /// The provider's address.
    #[schema(example = "https://www.pacificpower.example/")]
    url: String,
    #[schema(value_type = ConnectionStatusName)]
    status: &'static str,
    #[schema(required, example = "US")]
    country: Option<&'static str>,
    /// The sites chosen when it was made.
    #[schema(value_type = Vec<uuid::Uuid>)]
    initial_sites: Vec<String>,
    /// The utility types chosen when it was made.
    #[schema(value_type = Vec<UtilityTypeName>)]
    initial_datasource_types: Vec<&'static str>,
    /// The user name that it signs in with. The password is never shown.
    #[serde(serialize_with = "expose_if_any")]
    #[schema(required, value_type = Option<String>)]
    username: Option<SecretString>,
    /// Who is asked to repair it.
    #[schema(required)]
    workflow_owner_email: Option<String>,
    #[schema(required, format = Date)]
    data_collection_start_date: Option<String>,
    multiply_by_occupancy: bool,
    #[schema(required)]
    external_id: Option<String>,
    is_active: bool,
    /// What its owner did about the codes that its provider mails: `FORWARDED` to its address, where `GET
    /// /connection/{id}/mfa-codes` has them, `TURNED_OFF` at the provider, or `LATER`. Null where nobody was asked.
    #[schema(required, value_type = Option<MfaForwardingName>)]
    mfa_forwarding: Option<&'static str>,
    /// The flow it was made in; null for one that was not made in any.
    #[schema(required)]
    flow: Option<ConnectionFlow>,
    /// Which of the provider's fields fill which of yours; null where nobody was asked.
    #[schema(required)]
    field_mapping: Option<Vec<MappedTable>>,
}

/// The flow of a connection, as it was called when the connection was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionFlow {
    #[schema(format = Uuid)]
    id: String,
    /// What your programs call it.
    #[schema(example = "invoices")]
    key: String,
}

/// The provider of a connection, as it was when the connection was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Datasource)]
pub(crate) struct DatasourceBody {
    #[schema(example = "Pacific Power")]
    name: String,
    #[schema(example = "https://www.pacificpower.example/")]
    url: String,
}

/// The company of a connection.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionCompany {
    #[schema(format = Uuid)]
    id: String,
    name: String,
    #[schema(required)]
    external_id: Option<String>,
}

/// One account at the provider.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Account)]
pub(crate) struct AccountBody {
    #[schema(example = "7741-22")]
    account_number: String,
    #[schema(required, format = Date)]
    data_collection_start_date: Option<String>,
    #[schema(format = Uuid)]
    id: String,
    is_collecting_invoice_data: bool,
    is_collecting_smart_meter_data: bool,
    /// Whether another connection has the same account.
    is_duplicated: bool,
    is_tracked: bool,
    /// The numbers of its meters.
    meters: Vec<String>,
}

impl From<Account> for AccountBody {
    fn from(account: Account) -> Self {
        let Account {
            id,
            account_number,
            data_collection_start_date,
            is_collecting_invoice_data,
            is_collecting_smart_meter_data,
            is_duplicated,
            is_tracked,
            meters,
        } = account;
        Self {
            account_number,
            data_collection_start_date: data_collection_start_date.map(time_text::date),
            id: id.to_string(),
            is_collecting_invoice_data,
            is_collecting_smart_meter_data,
            is_duplicated,
            is_tracked,
            meters,
        }
    }
}

impl From<Company> for ConnectionCompany {
    fn from(company: Company) -> Self {
        let external_id = company.external_id.map(|id| id.to_string());
        Self { id: company.id.to_string(), name: company.name.to_string(), external_id }
    }
}

impl From<ConnectionView> for ConnectionBody {
    fn from(ConnectionView { connection, company, username }: ConnectionView) -> Self {
        let Connection {
            id,
            workspace_id: _,
            company_id: _,
            invitation_id: _,
            magic_link_id: _,
            provider: ConnectedProvider { id: _, name, url },
            status,
            status_detail,
            status_reported_at,
            status_since,
            country,
            initial_sites,
            utility_types,
            credentials: _,
            mfa_forwarding,
            owner_email,
            flow,
            field_mapping,
            data_collection_start_date,
            multiply_by_occupancy,
            external_id,
            is_active,
            accounts,
            created_at,
            updated_at,
            version: _,
        } = connection;
        Self {
            id: id.to_string(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
            public_company_id: company.public_id.to_string(),
            status_last_update_time: status_reported_at.to_string(),
            status_first_seen_time: status_since.to_string(),
            status_error_detail: status_detail.map(|detail| detail.to_string()),
            datasource: DatasourceBody { name: name.to_string(), url: url.to_string() },
            accounts: accounts.into_iter().map(Into::into).collect(),
            company: company.into(),
            url: url.to_string(),
            status: status.as_str(),
            country: country.map(|country| country.code()),
            initial_sites: initial_sites.iter().map(SiteId::to_string).collect(),
            initial_datasource_types: utility_types.into_iter().map(|name| name.as_str()).collect(),
            username,
            workflow_owner_email: owner_email.map(|email| email.to_string()),
            data_collection_start_date: data_collection_start_date.map(time_text::date),
            multiply_by_occupancy,
            external_id: external_id.map(|id| id.to_string()),
            is_active,
            mfa_forwarding: mfa_forwarding.map(|answer| answer.as_str()),
            flow: flow.map(|flow| ConnectionFlow { id: flow.id.to_string(), key: flow.key.to_string() }),
            field_mapping: field_mapping.as_ref().map(mapped_tables),
        }
    }
}
