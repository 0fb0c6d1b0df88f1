//! Connections, with their credentials sealed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "connections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub company_id: Uuid,
    pub invitation_id: Option<Uuid>,
    pub magic_link_id: Option<Uuid>,
    pub provider_id: Uuid,
    pub provider_name: String,
    pub provider_url: String,
    pub status: String,
    pub status_detail: Option<String>,
    pub status_reported_at: i64,
    pub status_since: i64,
    pub country: Option<String>,
    pub utility_types: String,
    pub credentials_key: Vec<u8>,
    pub credentials: String,
    pub mfa_forwarding: Option<String>,
    pub owner_email: Option<String>,
    pub owner_email_canonical: Option<String>,
    pub flow_id: Option<Uuid>,
    pub flow_key: Option<String>,
    pub field_mapping: Option<String>,
    pub data_collection_start_date: Option<String>,
    pub multiply_by_occupancy: bool,
    pub external_id: Option<String>,
    pub is_active: bool,
    pub accounts: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
