"""The page of the organisations around the centre."""

PARTNERS = {
    "slug": "organisations",
    "title": "Partenaires",
    "introduction": "Les organisations qui portent, soutiennent ou accompagnent le centre.",
    "body": [
        (
            "text",
            "<p>Ces organisations sont citées dans la presse avec le centre ou avec son projet : "
            "« Centre de promotion féminine à Ogou 1 et égalité femmes-hommes dans les communes "
            "du Togo ». La source est écrite sur la page de chacune.</p>",
        ),
    ],
}
