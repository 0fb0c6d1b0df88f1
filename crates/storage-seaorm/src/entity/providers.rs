//! The provider catalog. The folded columns are what a search compares with.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "providers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub name: String,
    pub name_folded: String,
    pub url: String,
    pub url_folded: String,
    pub countries: String,
    pub utility_types: String,
    pub method: String,
    pub form: String,
    pub oauth: Option<String>,
    pub connector_key: Option<String>,
    pub connector: Option<String>,
    pub logo: Option<String>,
    pub mfa_forwarding: bool,
    pub listed: bool,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
