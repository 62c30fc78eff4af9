//! A visitor who has ordered, and stands before the code with a phone in hand.

use super::browser::Browser;
use super::pty::{Pty, read_code};
use super::tenant::Tenant;
use super::visitor::Visitor;

/// What is bought in every test.
pub const ITEM: &str = "Tageskarte Erwachsene";

/// From the welcome screen to the code: gives the address behind it.
pub fn order(visitor: &mut Visitor<'_>) -> String {
    visitor.begin();
    visitor.choose("erwachs", ITEM, "Youth");
    visitor.register();
    visitor.go_on_to(&visitor.say("review-order"));
    visitor.order();
    scan(visitor.kiosk)
}

/// The address behind the code on the screen.
pub fn scan(kiosk: &Pty) -> String {
    kiosk.wait_to_find("an address to scan", |screen| {
        read_code(screen).filter(|code| code.starts_with("HTTP"))
    })
}

/// The codes of what was sold since the studio opened.
pub fn sold(tenant: &Tenant) -> Vec<String> {
    /// Ids of people who were not in the club's books before start here.
    const NEW_CUSTOMER: u64 = 9_100_000_000;
    let studio = tenant.studio();
    studio.visit(|world| {
        let sales = world.purchases().iter().filter(|sale| sale.customer_id >= NEW_CUSTOMER);
        sales.map(|sale| sale.access_code.clone()).collect()
    })
}

/// The form of the payment component on the page.
pub trait Form {
    /// Presses the page's one button.
    fn go_on(&self);
    /// Presses a button of the component: `pay`, `decline` or `bank`.
    fn press(&self, button: &str);
    /// Waits until the component's form is there and can be used.
    fn wait_for_form(&self);
    /// Waits until the page's own line says this.
    fn wait_for_status(&self, text: &str);
}

impl Form for Browser {
    fn go_on(&self) {
        self.tap("document.getElementById('continue')");
    }

    fn press(&self, button: &str) {
        self.tap(&format!("document.querySelector('#payment > div').shadowRoot.getElementById('{button}')"));
    }

    fn wait_for_form(&self) {
        self.wait_until(
            "document.querySelector('#payment > div')?.shadowRoot.getElementById('pay').disabled === false",
        );
    }

    fn wait_for_status(&self, text: &str) {
        let text = serde_json::to_string(text).expect("JSON");
        self.wait_until(&format!("document.getElementById('status')?.textContent.includes({text}) === true"));
    }
}
