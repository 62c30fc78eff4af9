# Who joins.

applicant-title = Who is the membership for?
applicant-second-first-name = Second first name
applicant-second-last-name = Second last name
applicant-birth-place = Place of birth
applicant-birth-country = Country of birth, such as IT
applicant-mobile = Mobile
applicant-street-type = Type of street
applicant-block = Block
applicant-portal = Portal
applicant-stairway = Stairway
applicant-floor = Floor
applicant-door = Door
applicant-address-line = Address, second line
applicant-province = Province
applicant-tax-id-es = NIF or NIE
applicant-tax-id-it = Codice fiscale
applicant-document = Document
applicant-document-none = choose, if you have no tax number
applicant-document-number = Number of the document
applicant-document-id-card = Identity card
applicant-document-passport = Passport
applicant-document-national-id = National identity number
applicant-document-residence = Residence permit
applicant-document-licence = Driving licence
applicant-document-other = Another one

# Why it is asked.
applicant-why-contract = for your contract
applicant-why-if-any = if you have one
applicant-why-email = for your contract and messages about it
applicant-why-age = you sign from the age of { $age }
applicant-why-birth-place = the law asks: one of the two
applicant-why-identity = the law asks: tax number or document
applicant-why-one-number = in case of questions: one of the two

# What is wrong with it.
applicant-error-number = please give one of the two numbers
applicant-error-birth-place = please give place or country
applicant-error-identity = please give this or a document
applicant-error-minor = under { $age }: with a guardian, at the desk

# Where it does not go on here.
applicant-minor-what = Under { $age } you become a member together with a parent or guardian.
applicant-minor-next = Please come to the desk with them. Nothing you typed has been kept.
applicant-known-what = You are known here already.
applicant-known-next = Sign in under Members (F5) to get a membership, or ask at the desk.
applicant-barred-what = You cannot become a member at this kiosk.
applicant-desk-next = Please ask at the desk: the staff can do it with you.
