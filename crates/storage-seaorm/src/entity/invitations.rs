//! Invitations, by the digest of their link.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub company_id: Uuid,
    pub purpose: String,
    pub connection_id: Option<Uuid>,
    pub prefill: Option<String>,
    pub locks: Option<String>,
    pub allowed: String,
    pub allowed_providers: String,
    pub expires_at: Option<i64>,
    pub max_uses: Option<i64>,
    pub use_count: i64,
    pub revoked_at: Option<i64>,
    pub token_key_id: Vec<u8>,
    pub token_generation: i64,
    pub token_digest: Vec<u8>,
    pub portal: Option<String>,
    pub presentation: String,
    pub metadata: String,
    pub external_id: Option<String>,
    pub search: String,
    pub created_by: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
