use super::*;
use crate::domain::frequency::{PaymentFrequency, Rhythm};
use crate::domain::membership::{
    MembershipOffer, MembershipOfferId, Notice, NoticeStrategy, OfferExtension, OfferFrequency, OfferTerm,
    PreUse, Prose, TextBlockId, Volume,
};
use jiff::civil::date;

fn text(id: Option<u64>, order: i64) -> TextBlock {
    TextBlock {
        id: id.map(TextBlockId),
        title: None,
        text: Prose::new("Terms"),
        order,
        has_signature: false,
        shows_consents: false,
        confirmation_required: true,
        attachment: None,
        module: None,
    }
}

fn detail(texts: Vec<TextBlock>) -> Arc<MembershipOfferDetail> {
    let offer = MembershipOffer {
        id: MembershipOfferId(1),
        name: "Flex".into(),
        description: None,
        sub_description: None,
        footnote: None,
        pre_use: PreUse::Free,
        on_sale: None,
        rate_codes: vec![],
        terms: vec![],
    };
    Arc::new(MembershipOfferDetail {
        offer,
        terms: vec![],
        included: vec![],
        selectable: vec![],
        selectable_max: 0,
        signature_required: true,
        choices: vec![],
        texts,
        windows: vec![],
        windows_name: None,
    })
}

fn agreement(side: Side, texts: Vec<TextBlock>) -> Agreement {
    Agreement::new(side, detail(texts), TermId(1), date(2026, 11, 20))
}

const SWITCHING: Side =
    Side::Switching { member: CustomerId(1), config: SwitchConfigId(2), source: ContractId(3) };

fn preview(consents: Vec<TextBlock>) -> Arc<MembershipPreview> {
    Arc::new(MembershipPreview { consents, ..MembershipPreview::default() })
}

#[test]
fn texts_come_in_their_order_and_each_once() {
    let mut agreement = agreement(Side::Joining, vec![text(Some(2), 2), text(Some(1), 1)]);
    agreement.priced(preview(vec![text(Some(2), 0), text(Some(3), 0), text(None, 0)]), None);
    let ids: Vec<_> = agreement.texts().iter().map(|text| text.id.map(|id| id.0)).collect();
    assert_eq!(ids, [Some(1), Some(2), Some(3), None]);
}

#[test]
fn a_text_that_is_another_one_has_not_been_confirmed() {
    let mut agreement = agreement(Side::Joining, vec![text(Some(1), 1)]);
    agreement.priced(preview(vec![text(Some(2), 0)]), None);
    agreement.confirmed = vec![0, 1];
    assert!(agreement.is_confirmed());
    agreement.priced(preview(vec![text(Some(2), 0)]), None);
    assert!(agreement.is_confirmed(), "the same texts");
    agreement.priced(preview(vec![text(Some(3), 0)]), None);
    assert_eq!((agreement.confirmed.as_slice(), agreement.is_confirmed()), (&[0][..], false));
}

#[test]
fn a_switch_wants_no_signature() {
    let signed = || vec![TextBlock { has_signature: true, ..text(Some(1), 1) }];
    let papers = agreement(SWITCHING, signed()).papers(vec![]);
    assert_eq!((papers.signatures(), papers.texts.len()), (0, 1));
    assert_eq!(agreement(Side::Adding(CustomerId(1)), signed()).papers(vec![]).signatures(), 2);
}

#[test]
fn nobody_agrees_to_a_text_that_is_cut_or_cannot_be_signed() {
    let cut = TextBlock { text: Prose::new(&"x".repeat(Prose::MAX + 1)), ..text(Some(1), 1) };
    let unnamed = || TextBlock { has_signature: true, ..text(None, 1) };
    assert!(agreement(Side::Joining, vec![cut]).texts_are_unusable());
    assert!(agreement(Side::Joining, vec![unnamed()]).texts_are_unusable());
    assert!(!agreement(SWITCHING, vec![unnamed()]).texts_are_unusable(), "it is not signed");
    assert!(!agreement(Side::Joining, vec![text(None, 1)]).texts_are_unusable());
}

#[test]
fn a_first_day_that_has_passed_becomes_today() {
    let mut agreement = agreement(Side::Joining, vec![]);
    agreement.pre_use = Some(date(2026, 11, 20));
    agreement.start = date(2026, 11, 22);
    assert!(!agreement.catch_up(date(2026, 11, 20)));
    assert!(agreement.catch_up(date(2026, 11, 21)));
    assert_eq!((agreement.start, agreement.pre_use), (date(2026, 11, 22), Some(date(2026, 11, 21))));
    assert!(agreement.catch_up(date(2026, 11, 23)));
    assert_eq!((agreement.start, agreement.pre_use), (date(2026, 11, 23), None));
}

fn module(id: u64) -> OfferModule {
    OfferModule {
        id: OfferModuleId(id),
        name: "Sauna".into(),
        description: None,
        term: None,
        extension: OfferExtensionKind::None,
        extension_term: None,
        notice: None,
        extension_notice: None,
        trial: None,
        consent: None,
        frequency: None,
    }
}

#[test]
fn an_offer_that_is_chosen_again_keeps_what_it_still_has() {
    let today = date(2026, 11, 20);
    let offered = |modules: &[u64]| {
        let selectable = modules.iter().map(|id| module(*id)).collect();
        let bare = detail(vec![text(Some(1), 1)]);
        Arc::new(MembershipOfferDetail { selectable, selectable_max: 2, ..(*bare).clone() })
    };
    let chosen = || {
        let mut chosen = Agreement::new(Side::Joining, offered(&[1, 2]), TermId(1), today);
        chosen.selectable = vec![OfferModuleId(1), OfferModuleId(2)];
        chosen.optional = vec![OfferModuleId(9)];
        (chosen.start, chosen.referral) = (date(2026, 12, 1), Some("20J6N".to_owned()));
        chosen.confirmed = vec![0, 1];
        chosen
    };
    let again =
        |side, modules, term| Agreement::again(Some(chosen()), side, offered(modules), TermId(term), today);
    let same = again(Side::Joining, &[2, 3], 1);
    assert_eq!((same.selectable, same.confirmed), (vec![OfferModuleId(2)], vec![0]));
    let other_term = again(Side::Joining, &[1, 2], 2);
    assert_eq!(other_term.selectable.len(), 2, "free modules belong to the offer");
    assert!(other_term.optional.is_empty(), "paid ones belong to a term");
    assert_eq!((other_term.start, other_term.referral.as_deref()), (date(2026, 12, 1), Some("20J6N")));
    let other_side = again(SWITCHING, &[1, 2], 1);
    assert_eq!((other_side.start, other_side.referral, other_side.selectable.len()), (today, None, 0));
}

fn term(optional: &[u64]) -> TermDetail {
    let frequency = PaymentFrequency { id: None, rhythm: Rhythm::Free };
    let extension = OfferExtension {
        kind: OfferExtensionKind::None,
        term: None,
        fixed: None,
        subsequent: None,
        term_after: None,
        price_after: None,
    };
    TermDetail {
        term: OfferTerm {
            id: TermId(1),
            term: None,
            volume: Volume::default(),
            frequency: OfferFrequency { frequency, is_endless: false, ages: vec![], formatted: None },
            extension: None,
        },
        start: None,
        start_of_use: None,
        price_rules: vec![],
        fees: vec![],
        extension,
        notice: Notice { strategy: NoticeStrategy::Term, period: None, extension_period: None },
        bonuses: vec![],
        start_price: None,
        optional: optional.iter().map(|id| module(*id)).collect(),
    }
}

#[test]
fn an_offer_in_other_words_is_taken_over_where_it_is_the_same() {
    let texts = |words: &str| {
        let other = TextBlock { text: Prose::new(words), ..text(Some(2), 2) };
        vec![text(Some(1), 1), other]
    };
    let offered = |words: &str, modules: &[u64]| {
        let bare = detail(texts(words));
        Arc::new(MembershipOfferDetail { terms: vec![term(modules)], ..(*bare).clone() })
    };
    let mut agreement =
        Agreement::new(Side::Joining, offered("House rules", &[7]), TermId(1), date(2026, 11, 20));
    agreement.optional = vec![OfferModuleId(7)];
    agreement.confirmed = vec![0, 1];
    assert!(!agreement.reword(offered("Hausordnung", &[8]), Language::De), "the module is gone");
    assert_eq!((agreement.language, agreement.confirmed.len()), (None, 2));
    assert!(agreement.reword(offered("Hausordnung", &[7, 8]), Language::De));
    assert_eq!((agreement.language, agreement.first_open()), (Some(Language::De), Some(1)));
    assert_eq!(agreement.confirmed, [0], "a text in other words has not been confirmed");
}

#[test]
fn what_is_concluded_costs_what_the_preview_says() {
    let euro = |amount: &str| Money::parse(amount, "EUR").expect("money");
    let every = |amount: &str| Rhythm::Every { term: None, price: euro(amount) };
    let concluded = |rhythm: Rhythm, preview: MembershipPreview| {
        let mut term = term(&[]);
        term.term.frequency.frequency.rhythm = rhythm;
        let offered = MembershipOfferDetail { terms: vec![term], ..(*detail(vec![])).clone() };
        let mut agreement = Agreement::new(Side::Joining, Arc::new(offered), TermId(1), date(2026, 11, 20));
        agreement.priced(Arc::new(preview), None);
        agreement.membership(euro("0")).expect("a membership").rhythm
    };
    let adjusted = || MembershipPreview {
        base: Some(euro("50")),
        age_adjusted: Some(euro("33")),
        ..MembershipPreview::default()
    };
    assert_eq!(concluded(every("50"), adjusted()), every("33"), "adjusted to the age");
    let dearer = MembershipPreview { base: Some(euro("60")), ..MembershipPreview::default() };
    assert_eq!(concluded(every("50"), dearer), every("60"));
    assert_eq!(concluded(every("50"), MembershipPreview::default()), every("50"), "a switch tells none");
    assert_eq!(concluded(Rhythm::Once(euro("50")), adjusted()), Rhythm::Once(euro("33")));
    assert_eq!(concluded(Rhythm::AfterTerms(vec![]), adjusted()), Rhythm::AfterTerms(vec![]));
}
