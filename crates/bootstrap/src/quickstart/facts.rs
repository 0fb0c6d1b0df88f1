use std::fmt::{self, Write as _};
use std::path::PathBuf;

use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::id::{CompanyId, SiteId, WorkspaceId};
use latchstring_domain::key::FlowKey;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

/// What a newcomer needs to know of a quickstart.
#[derive(Debug)]
pub struct Facts {
    /// Where it serves.
    pub base_url: String,
    /// The key for the API.
    pub api_key: SecretString,
    /// Where the key is saved.
    pub api_key_file: PathBuf,
    /// Whether the key was made just now.
    pub api_key_is_new: bool,
    /// The workspace.
    pub workspace_id: WorkspaceId,
    /// What names the workspace in paths that name an environment: its key, or else its id.
    pub environment: String,
    /// A flow of the workspace, if it has one.
    pub flow: Option<FlowKey>,
    /// The company.
    pub company_id: CompanyId,
    /// Its id in URLs.
    pub public_company_id: PublicCompanyId,
    /// Its sites.
    pub site_ids: Vec<SiteId>,
    /// Where its mails are put.
    pub mail_folder: PathBuf,
    /// A link that can be opened now.
    pub invitation_url: SecretString,
}

impl Facts {
    /// One line of JSON for programs.
    #[must_use]
    pub fn json(&self) -> String {
        let sites: Vec<String> = self.site_ids.iter().map(SiteId::to_string).collect();
        json!({
            "baseUrl": self.base_url,
            "apiKey": self.api_key.expose_secret(),
            "workspaceId": self.workspace_id.to_string(),
            "environment": self.environment,
            "flow": self.flow.as_ref().map(FlowKey::as_str),
            "companyId": self.company_id.to_string(),
            "publicCompanyId": self.public_company_id.as_str(),
            "siteIds": sites,
            "mailsUrl": format!("{}/p/mails", self.base_url),
            "mailFolder": self.mail_folder.display().to_string(),
            "invitationUrl": self.invitation_url.expose_secret(),
        })
        .to_string()
    }

    /// The words for people. The key itself is shown only the first time.
    ///
    /// # Errors
    /// Never in practice: writing into a text cannot fail.
    pub fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        let file = self.api_key_file.display();
        writeln!(text, "\nLatchstring is ready at {}\n", self.base_url)?;
        writeln!(
            text,
            "  Open this as a recipient would (user sandbox-username, password sandbox-password):\n"
        )?;
        writeln!(text, "    {}\n", self.invitation_url.expose_secret())?;
        if self.api_key_is_new {
            writeln!(text, "  Your API key, shown this once and saved in {file}:\n")?;
            writeln!(text, "    {}\n", self.api_key.expose_secret())?;
        } else {
            writeln!(text, "  Your API key was saved by the first run in {file}\n")?;
        }
        writeln!(text, "  Make an invitation of your own:\n")?;
        writeln!(text, "    curl -s {}/v2.2/invitation/company/{} \\", self.base_url, self.company_id)?;
        let headers = format!("-H \"X-API-Key: $(cat '{file}')\" -H 'Content-Type: application/json'");
        writeln!(text, "      {headers} \\")?;
        let body = json!({ "maxUses": 1, "prefill": { "url": "https://sandbox.example", "country": "US" } });
        writeln!(text, "      -d '{body}'\n")?;
        if let Some(flow) = &self.flow {
            writeln!(text, "  Or a portal link, as programs for embedded integrations know it:\n")?;
            writeln!(text, "    curl -s {}/{}/magicLink \\", self.base_url, self.environment)?;
            writeln!(text, "      {headers} \\")?;
            let body = json!({ "tenant": "customer-1", "flow": flow.as_str() });
            writeln!(text, "      -d '{body}'\n")?;
        }
        writeln!(text, "  Hear of what happens, at a receiver of yours on this machine:\n")?;
        writeln!(text, "    curl -s {}/v2.2/webhook \\", self.base_url)?;
        writeln!(text, "      {headers} \\")?;
        writeln!(text, "      -d '{}'\n", json!({ "url": "http://127.0.0.1:9000/" }))?;
        writeln!(text, "  Mails are not sent, but shown; a code, say, for a link made with")?;
        writeln!(
            text,
            "  \"allowedEmails\": [\"name@example.com\"]. They are files in {}:\n",
            self.mail_folder.display()
        )?;
        writeln!(text, "    {}/p/mails\n", self.base_url)?;
        writeln!(text, "  The API, described: {}/docs\n", self.base_url)?;
        Ok(text)
    }
}
