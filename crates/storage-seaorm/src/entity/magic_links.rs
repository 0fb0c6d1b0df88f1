//! Magic links, whose secret stands in no column.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "magic_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub company_id: Uuid,
    pub purpose: String,
    pub connection_id: Option<Uuid>,
    pub prefill: Option<String>,
    pub locks: Option<String>,
    pub origin: String,
    pub key_id: Vec<u8>,
    pub issued_at: i64,
    pub expires_at: Option<i64>,
    pub use_count: i64,
    pub revoked_at: Option<i64>,
    pub created_by: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
