use latchstring_domain::account::Account;
use latchstring_domain::company::Company;
use latchstring_domain::connection::{ConnectedProvider, Connection};
use latchstring_domain::flow::ConnectedFlow;
use latchstring_service::connection::ConnectionView;
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::event::{self, EventShape};
use super::mapping::{self, MappedTableShape};
use crate::output::{Block, Shape, or_dash};

/// A connection, in the API's shape. Its credentials are not in it but for the user name.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionShape {
    id: String,
    created: String,
    updated: String,
    public_company_id: String,
    invitation_id: Option<String>,
    magic_link_id: Option<String>,
    status: &'static str,
    status_last_update_time: String,
    status_first_seen_time: String,
    status_error_detail: Option<String>,
    datasource: DatasourceShape,
    accounts: Vec<AccountShape>,
    company: CompanyReference,
    url: String,
    country: Option<String>,
    initial_sites: Vec<String>,
    initial_datasource_types: Vec<&'static str>,
    username: Option<String>,
    workflow_owner_email: Option<String>,
    data_collection_start_date: Option<String>,
    multiply_by_occupancy: bool,
    external_id: Option<String>,
    is_active: bool,
    mfa_forwarding: Option<&'static str>,
    flow: Option<FlowReference>,
    field_mapping: Option<Vec<MappedTableShape>>,
}

/// The flow it was made in, as it was called then.
#[derive(Serialize)]
struct FlowReference {
    id: String,
    key: String,
}

impl From<ConnectedFlow> for FlowReference {
    fn from(ConnectedFlow { id, key }: ConnectedFlow) -> Self {
        Self { id: id.to_string(), key: key.to_string() }
    }
}

#[derive(Serialize)]
struct DatasourceShape {
    id: String,
    name: String,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CompanyReference {
    id: String,
    name: String,
    external_id: Option<String>,
}

impl From<Company> for CompanyReference {
    fn from(company: Company) -> Self {
        let external_id = company.external_id.map(|id| id.to_string());
        Self { id: company.id.to_string(), name: company.name.to_string(), external_id }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountShape {
    id: String,
    account_number: String,
    data_collection_start_date: Option<String>,
    is_collecting_invoice_data: bool,
    is_collecting_smart_meter_data: bool,
    is_duplicated: bool,
    is_tracked: bool,
    meters: Vec<String>,
}

impl From<Account> for AccountShape {
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
            id: id.to_string(),
            account_number,
            data_collection_start_date: data_collection_start_date.map(|date| date.to_string()),
            is_collecting_invoice_data,
            is_collecting_smart_meter_data,
            is_duplicated,
            is_tracked,
            meters,
        }
    }
}

impl From<ConnectionView> for ConnectionShape {
    fn from(ConnectionView { connection, company, username }: ConnectionView) -> Self {
        let Connection {
            id,
            workspace_id: _,
            company_id: _,
            invitation_id,
            magic_link_id,
            provider: ConnectedProvider { id: provider_id, name, url },
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
            invitation_id: invitation_id.map(|id| id.to_string()),
            magic_link_id: magic_link_id.map(|id| id.to_string()),
            status: status.as_str(),
            status_last_update_time: status_reported_at.to_string(),
            status_first_seen_time: status_since.to_string(),
            status_error_detail: status_detail.map(|detail| detail.to_string()),
            url: url.to_string(),
            datasource: DatasourceShape {
                id: provider_id.to_string(),
                name: name.to_string(),
                url: url.to_string(),
            },
            accounts: accounts.into_iter().map(AccountShape::from).collect(),
            company: CompanyReference::from(company),
            country: country.map(|country| country.to_string()),
            initial_sites: initial_sites.iter().map(ToString::to_string).collect(),
            initial_datasource_types: utility_types.iter().map(|kind| kind.as_str()).collect(),
            username: username.map(|name| name.expose_secret().to_owned()),
            workflow_owner_email: owner_email.map(|email| email.to_string()),
            data_collection_start_date: data_collection_start_date.map(|date| date.to_string()),
            multiply_by_occupancy,
            external_id: external_id.map(|id| id.to_string()),
            is_active,
            mfa_forwarding: mfa_forwarding.map(|answer| answer.as_str()),
            flow: flow.map(FlowReference::from),
            field_mapping: field_mapping.as_ref().map(mapping::tables),
        }
    }
}

impl ConnectionShape {
    fn facts(&self) -> Block {
        let accounts: Vec<&str> =
            self.accounts.iter().map(|account| account.account_number.as_str()).collect();
        let mut facts = vec![
            ("id", self.id.clone()),
            ("company", format!("{} ({})", self.company.name, self.company.id)),
            ("provider", format!("{} ({})", self.datasource.name, self.datasource.url)),
            ("status", self.status.to_owned()),
            ("since", self.status_first_seen_time.clone()),
            ("last report", self.status_last_update_time.clone()),
            ("detail", or_dash(self.status_error_detail.as_ref())),
            ("user name", or_dash(self.username.as_ref())),
            ("owner", or_dash(self.workflow_owner_email.as_ref())),
            ("country", or_dash(self.country.as_ref())),
            ("sites", list(&self.initial_sites)),
            ("utility types", list(&self.initial_datasource_types)),
            ("accounts", list(&accounts)),
            ("collects from", or_dash(self.data_collection_start_date.as_ref())),
            ("external id", or_dash(self.external_id.as_ref())),
            ("invitation", or_dash(self.invitation_id.as_ref())),
            ("magic link", or_dash(self.magic_link_id.as_ref())),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ];
        facts.extend(self.mfa_forwarding.map(|answer| ("codes", answer.to_owned())));
        facts.extend(self.flow.as_ref().map(|flow| ("flow", format!("{} ({})", flow.key, flow.id))));
        facts.extend(self.field_mapping.as_deref().map(|tables| ("mapping", mapping::lines(tables))));
        Block::Facts(facts)
    }
}

fn list<T: std::borrow::Borrow<str>>(items: &[T]) -> String {
    if items.is_empty() { "-".to_owned() } else { items.join(" ") }
}

/// A connection and its story, oldest first.
#[derive(Serialize)]
pub(crate) struct ConnectionDetail {
    #[serde(flatten)]
    pub(crate) connection: ConnectionShape,
    pub(crate) events: Vec<EventShape>,
}

impl Shape for ConnectionDetail {
    fn blocks(&self) -> Vec<Block> {
        vec![self.connection.facts(), event::story(&self.events)]
    }
}

/// Connections, newest first; `next` is what to list after when there are more.
#[derive(Serialize)]
pub(crate) struct ConnectionList {
    pub(crate) connections: Vec<ConnectionShape>,
    pub(crate) next: Option<String>,
}

impl Shape for ConnectionList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &ConnectionShape| {
            vec![
                one.id.clone(),
                one.company.name.clone(),
                one.datasource.name.clone(),
                one.status.to_owned(),
                one.status_first_seen_time.clone(),
                or_dash(one.workflow_owner_email.as_ref()),
            ]
        };
        let table = Block::Table {
            head: &["ID", "COMPANY", "PROVIDER", "STATUS", "SINCE", "OWNER"],
            rows: self.connections.iter().map(row).collect(),
            none: "No connection.",
        };
        event::with_next(table, self.next.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use latchstring_domain::connection::ConnectionStatus;
    use latchstring_domain::flow::{FieldMapping, FieldRef, MappedField};
    use latchstring_domain::metadata::Metadata;
    use latchstring_domain::provider::ProviderUrl;
    use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
    use latchstring_domain::text::{CompanyName, ExternalId, FieldId, FieldName, ProviderName};
    use latchstring_domain::utility::UtilityType;
    use latchstring_domain::{Timestamp, Version};

    use super::*;

    const ID: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

    fn field(table: &str, id: &str) -> FieldRef {
        FieldRef { table: FieldName::parse(table).unwrap(), field: FieldId::parse(id).unwrap() }
    }

    fn view() -> ConnectionView {
        let (company_id, workspace_id) = (ID.parse().unwrap(), ID.parse().unwrap());
        let (created_at, updated_at, version) = (Timestamp::EPOCH, Timestamp::MAX, Version::FIRST);
        let company = Company {
            id: company_id,
            workspace_id,
            public_id: "co_0000000000000000000001".parse().unwrap(),
            name: CompanyName::parse("North Wind").unwrap(),
            external_id: Some(ExternalId::parse("nw").unwrap()),
            data_collection_start_date: None,
            metadata: Metadata::default(),
            links_not_before: None,
            created_at,
            updated_at,
            version,
        };
        let provider = ConnectedProvider {
            id: ID.parse().unwrap(),
            name: ProviderName::parse("Sandbox Utility").unwrap(),
            url: ProviderUrl::parse("https://sandbox.example").unwrap(),
        };
        let sealed = || SealedBytes::new(b"sealed".to_vec());
        let connection = Connection {
            id: ID.parse().unwrap(),
            workspace_id,
            company_id,
            invitation_id: None,
            magic_link_id: None,
            provider,
            status: ConnectionStatus::PasswordIncorrect,
            status_detail: None,
            status_reported_at: updated_at,
            status_since: created_at,
            country: Some("US".parse().unwrap()),
            initial_sites: vec![ID.parse().unwrap()],
            utility_types: [UtilityType::Gas].into(),
            credentials: SealedCredentials {
                data_key: sealed(),
                fields: vec![("password".into(), sealed())],
            },
            owner_email: None,
            flow: Some(ConnectedFlow { id: ID.parse().unwrap(), key: "invoices".parse().unwrap() }),
            field_mapping: Some(FieldMapping::from_stored(vec![MappedField {
                target: field("Invoices", "total"),
                source: field("Bills", "amount"),
            }])),
            data_collection_start_date: None,
            multiply_by_occupancy: false,
            external_id: None,
            is_active: true,
            mfa_forwarding: None,
            accounts: Vec::new(),
            created_at,
            updated_at,
            version,
        };
        ConnectionView { connection, company, username: Some("kim".to_owned().into()) }
    }

    #[test]
    fn a_connection_has_the_fields_of_the_api_and_no_credentials() {
        insta::assert_json_snapshot!(ConnectionShape::from(view()));
    }

    #[test]
    fn a_connection_of_a_flow_tells_the_flow_and_what_fills_what() {
        let Block::Facts(facts) = ConnectionShape::from(view()).facts() else { panic!("facts") };
        assert_eq!(facts[facts.len() - 2], ("flow", format!("invoices ({ID})")));
        assert_eq!(facts[facts.len() - 1], ("mapping", "Invoices / total from Bills / amount".to_owned()));
    }

    #[test]
    fn a_list_of_connections_tells_which_need_their_owner() {
        let list = ConnectionList { connections: vec![view().into()], next: None };
        let [Block::Table { rows, .. }] = &list.blocks()[..] else { panic!("one table") };
        let row =
            [ID, "North Wind", "Sandbox Utility", "PASSWORD_INCORRECT", "1970-01-01T00:00:00.000Z", "-"];
        assert_eq!(rows[0], row);
    }
}
