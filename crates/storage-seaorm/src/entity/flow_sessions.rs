//! Recipients' walks through the pages.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "flow_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub company_id: Uuid,
    pub invitation_id: Option<Uuid>,
    pub magic_link_id: Option<Uuid>,
    pub link_generation: i64,
    pub token: Vec<u8>,
    pub gate: String,
    pub gate_email: Option<String>,
    pub asked_code: Option<String>,
    pub target: String,
    pub connection_id: Uuid,
    pub state: String,
    pub connected: String,
    pub failed_sign_ins: i64,
    pub opened_at: i64,
    pub expires_at: i64,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
