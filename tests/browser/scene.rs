//! A visitor who has ordered and stands before the code with a phone in hand.

use walkin::sandbox::World;

use super::browser::{Browser, Look};
use super::pty::{Pty, read_code};
use super::tenant::Tenant;
use super::visitor::{ESC, F4, Visitor};

/// What is bought in every test.
pub const ITEM: &str = "Tageskarte Erwachsene";
/// Its price, as the phone and the kiosk write it.
pub const PRICE: &str = "€19.90";
/// The form of the payment component, or nothing.
const FORM: &str =
    "[...document.querySelectorAll('#payment *')].map((element) => element.shadowRoot).find(Boolean)";

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
    kiosk.wait_to_find("an address to scan", address)
}

/// The address behind a code that is not this one.
pub fn scan_new(kiosk: &Pty, old: &str) -> String {
    kiosk.wait_to_find("a new address to scan", |screen| address(screen).filter(|new| new != old))
}

fn address(screen: &vt100::Screen) -> Option<String> {
    read_code(screen).filter(|code| code.starts_with("HTTP"))
}

/// Orders, scans with a phone, and goes on to the form of the component. The phone is there before the code is, since a
/// payment does not last for ever.
pub fn open_form(visitor: &mut Visitor<'_>) -> (Browser, String) {
    let phone = Browser::start(Look::default());
    let address = order(visitor);
    phone.open(&address);
    phone.go_on();
    phone.wait_for_form();
    visitor.reads("paying-taken");
    (phone, address)
}

/// Cancels at the kiosk, and answers its question.
pub fn cancel(visitor: &mut Visitor<'_>) {
    visitor.press(ESC);
    visitor.reads("paying-cancel-yes");
    visitor.press(F4);
}

/// Waits for the pass on the kiosk's screen and sees that it is the only one that was sold. The page says that it is paid.
pub fn assert_bought_once(tenant: &Tenant, visitor: &Visitor<'_>, phone: &Browser) {
    let code = visitor
        .kiosk
        .wait_to_find("a pass", |screen| read_code(screen).filter(|code| !code.starts_with("HTTP")));
    assert_eq!(sold(tenant), [code]);
    phone.wait_for_heading(&visitor.say("phone-accepted-title"));
    phone.wait_for_status(&visitor.say("phone-accepted"));
    let is_gone = phone.evaluate("document.getElementById('payment').childElementCount === 0");
    assert_eq!(is_gone, Some(true.into()), "nobody can pay once more");
}

/// The codes of what was sold since the studio opened.
pub fn sold(tenant: &Tenant) -> Vec<String> {
    /// Ids of people who were not in the club's books before start here.
    const NEW_CUSTOMER: u64 = 9_100_000_000;
    look_at(tenant, |world| {
        let sales = world.purchases().iter().filter(|sale| sale.customer_id >= NEW_CUSTOMER);
        sales.map(|sale| sale.access_code.clone()).collect()
    })
}

/// Looks at the studio, or changes it.
pub fn look_at<R>(tenant: &Tenant, look: impl FnOnce(&mut World) -> R) -> R {
    tenant.studio().visit(look)
}

/// The page, and the form of the payment component on it.
pub trait Page {
    /// Presses the page's one button.
    fn go_on(&self);
    /// Presses a button of the component: `pay`, `decline` or `bank`.
    fn press(&self, button: &str);
    /// Waits until the component's form is there and can be used.
    fn wait_for_form(&self);
    /// Waits until the form itself says this.
    fn wait_for_form_text(&self, text: &str);
    /// Waits until the page's own line says this.
    fn wait_for_status(&self, text: &str);
    /// Waits until what became of the payment is the page's heading, and has the focus unless the page was just loaded.
    fn wait_for_heading(&self, text: &str);
    /// Waits until the page says this of the time that is left, or nothing.
    fn wait_for_time(&self, text: &str);
}

impl Page for Browser {
    fn go_on(&self) {
        self.tap("document.getElementById('continue')");
    }

    fn press(&self, button: &str) {
        self.tap(&format!("{FORM}?.getElementById('{button}')"));
    }

    fn wait_for_form(&self) {
        self.wait_until(&format!("{FORM}?.getElementById('pay').disabled === false"));
    }

    fn wait_for_form_text(&self, text: &str) {
        let text = serde_json::to_string(text).expect("JSON");
        self.wait_until(&format!("{FORM}?.textContent.includes({text}) === true"));
    }

    fn wait_for_status(&self, text: &str) {
        let text = serde_json::to_string(text).expect("JSON");
        self.wait_until(&format!("document.getElementById('status')?.textContent.includes({text}) === true"));
    }

    fn wait_for_heading(&self, text: &str) {
        let text = serde_json::to_string(text).expect("JSON");
        self.wait_until(&format!("document.querySelector('h1')?.textContent === {text}"));
        self.wait_until("['BODY', 'H1'].includes(document.activeElement.tagName)");
    }

    fn wait_for_time(&self, text: &str) {
        let text = serde_json::to_string(text).expect("JSON");
        self.wait_until(&format!("document.getElementById('time')?.textContent === {text}"));
    }
}
