/* X: encodings and well-formedness. */
DIAG(X101, "X101", DIAG_ERROR, DIAG_REFUSE_INPUT, 3,
    "the encoding \"{0}\" is not supported: supported are {1}",
    "The document is written in an encoding that pinport cannot read.",
    "Save the file as UTF-8: most editors and Excel offer that in \"Save as\".")
DIAG(X102, "X102", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "what stands here is not text in {1}: {0}",
    "The document says, or its first bytes show, which encoding it has, but these bytes are no character of it.",
    "Write the encoding that the text really has into the first line, or save it anew where it came from.")
DIAG(X103, "X103", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document ends in the middle of a character of {0}",
    "The last character is not complete: the file was probably cut.",
    "Export or copy the file again.")
DIAG(X104, "X104", DIAG_WARNING, DIAG_TELL, 0,
    "the document says that it is in {0}, but its bytes are {1}: read as {1}",
    "The first line names another encoding than the one that the bytes have.",
    "Check that letters with accents look right, and correct the first line if you keep the file.")
DIAG(X105, "X105", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a NUL character stands here",
    "XML has no place for a character with the value zero: the file is damaged, or it is no text.",
    "Export or copy the file again.")
DIAG(X106, "X106", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document starts with two byte order marks, one is allowed",
    "Two programs have each put their mark in front of the text.",
    "Save the file again as \"UTF-8 without BOM\".")
DIAG(X107, "X107", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the first line says {0}, but the text is in UTF-8",
    "All letters of the document up to here are whole characters of UTF-8, and some of them are none of the encoding that is named.",
    "Write encoding=\"UTF-8\" in the first line and change nothing else; then validate again, for nothing behind this was checked.")
DIAG(X108, "X108", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "what stands here is not text in {1}: {0}",
    "The document is read as UTF-8, because its first line says so or says nothing, but it was saved in another encoding.",
    "Write into the first line the encoding that the text has: windows-1252 for Western languages, windows-1251 for Cyrillic, EUC-KR for Korean, Shift_JIS for Japanese, GB18030 for Chinese. Do not just open and save it as UTF-8: letters would be lost.")
DIAG(X109, "X109", DIAG_WARNING, DIAG_TELL, 0,
    "the first line says {0}, but all of the text is UTF-8: read as {0}, its letters are probably wrong",
    "The first line names an encoding in which every byte means something, so nothing is refused; yet the whole text is made of whole characters of UTF-8.",
    "Look at a name with accents or other letters in the output; if it is garbled, write encoding=\"UTF-8\" in the first line.")
DIAG(X201, "X201", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "</{0}> does not close <{1}>, which stands in line {2}",
    "Each element is closed by its own name before the one around it is closed.",
    "Look for a tag that is misspelt or missing between the two places.")
DIAG(X202, "X202", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document ends before <{0}> of line {1} is closed",
    "The file stops too early: it was cut, or a closing tag is missing.",
    "Export or copy the file again.")
DIAG(X203, "X203", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document ends in the middle of {0}",
    "The file stops too early: it was cut, or the end of this piece is missing.",
    "Export or copy the file again.")
DIAG(X204, "X204", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "something stands behind the end of the document",
    "One element encloses the whole document; behind its closing tag only comments may follow.",
    "Remove what follows, or put documents that were joined into files of their own.")
DIAG(X205, "X205", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document is empty",
    "The file holds no element at all.",
    "Export the file again.")
DIAG(X206, "X206", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "text stands before the first tag",
    "A document starts with its XML declaration or with its first tag.",
    "Remove what stands in front of the first tag; perhaps the file is no XML.")
DIAG(X207, "X207", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "<?xml stands here, but it may only be the very first thing of a document",
    "A blank, an empty line or another document stands in front of the XML declaration.",
    "Remove what stands in front of it.")
DIAG(X208, "X208", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the XML declaration is not right: expected is <?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "The first line of the document is damaged.",
    "Correct the first line.")
DIAG(X209, "X209", DIAG_WARNING, DIAG_TELL, 0,
    "XML version {0} is read as 1.0",
    "Documents of other 1.x versions are read by the rules of 1.0.",
    "Nothing, if no error follows.")
DIAG(X210, "X210", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "&{0}; is not a character that XML knows",
    "XML itself knows only &amp;, &lt;, &gt;, &quot; and &apos;; names such as &nbsp; are those of HTML.",
    "Write the character itself or its number, such as &#160; for &nbsp;; HTML text belongs into <![CDATA[ ]]>.")
DIAG(X211, "X211", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "an & stands alone: write it as &amp;",
    "The character & starts a reference such as &lt;, so that it cannot stand for itself.",
    "Write &amp; in its place.")
DIAG(X212, "X212", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the reference &{0} has no ; at its end",
    "A reference starts with & and ends with a semicolon.",
    "Add the semicolon, or write &amp; if the & stands for itself.")
DIAG(X213, "X213", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "this &# reference is no character that XML allows",
    "The number is wrong or stands for a control character.",
    "Remove the reference or correct its number.")
DIAG(X214, "X214", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the character {0} is not allowed in XML",
    "Control characters other than tab and line breaks, and a few more, may not stand in a document.",
    "Remove the character; it is often invisible in editors.")
DIAG(X215, "X215", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a < stands in the value of an attribute",
    "The quote that ends the value is missing, or the value holds a <.",
    "Add the quote, or write &lt; in place of <.")
DIAG(X216, "X216", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a < stands here that starts no tag: write it as &lt;",
    "The character < starts a tag, so that it cannot stand for itself.",
    "Write &lt; in its place.")
DIAG(X217, "X217", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the value of an attribute stands without quotes",
    "XML wants each value in quotes, other than HTML.",
    "Put the value into quotes.")
DIAG(X218, "X218", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the attribute \"{0}\" has no value",
    "XML wants name=\"value\" for each attribute, other than HTML.",
    "Add the value, or remove the attribute.")
DIAG(X219, "X219", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the attribute \"{0}\" stands twice in one tag",
    "An element has each attribute once at most.",
    "Remove one of the two.")
DIAG(X220, "X220", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the tag is damaged: expected is a blank, an attribute or >",
    "Something stands in a tag that is no attribute, or a blank is missing between two attributes.",
    "Correct the tag.")
DIAG(X221, "X221", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "]]> stands in text outside of <![CDATA[: write ]]&gt;",
    "These three characters end a CDATA section; here none is open.",
    "Write ]]&gt; in their place, or look for a CDATA section that was ended too early.")
DIAG(X222, "X222", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "-- stands in a comment",
    "Two hyphens may stand only at the end of a comment.",
    "Remove one of them.")
DIAG(X223, "X223", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a processing instruction is damaged: expected is <?name text?>",
    "What starts with <? has a name right behind it and ends with ?>.",
    "Correct or remove it.")
DIAG(X224, "X224", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the prefix \"{0}\" is not declared",
    "A name such as a:b needs xmlns:a=\"…\" on its element or around it.",
    "Add the declaration, or remove the prefix.")
DIAG(X225, "X225", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a namespace is not declared right: {0}",
    "An xmlns attribute, or a name with a colon, breaks the rules for namespaces.",
    "Compare the xmlns attributes with an export that is good.")
DIAG(X226, "X226", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a closing tag stands here, but nothing is open",
    "The document starts with </ instead of its first tag.",
    "Look for the opening tag that is missing in front of it.")
DIAG(X299, "X299", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document is not well formed here: {0}",
    "The document breaks a rule of XML for which pinport has no words of its own.",
    "Look at the place named; an XML editor may tell more.")
DIAG(X301, "X301", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a document type (<!DOCTYPE) is refused in any form",
    "Document types can pull in other files or blow up a document; exports have none.",
    "Delete <!DOCTYPE and all behind it up to its >; the line <?xml … ?> above it stays. If the file is a web page, it is no export.")
DIAG(X302, "X302", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "{0} is longer than {1} {1:byte|bytes}",
    "One text, one attribute, one tag or one comment is larger than the limit text-bytes.",
    "If the document is honest, raise the limit: --limit text-bytes=8M.")
DIAG(X303, "X303", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "elements are nested more than {0} deep",
    "The document has more levels than the limit depth allows; the format needs seven.",
    "If the document is honest, raise the limit: --limit depth=256.")
DIAG(X304, "X304", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a name is longer than {0} {0:byte|bytes}",
    "The name of an element or attribute is longer than the limit name-bytes.",
    "If the document is honest, raise the limit: --limit name-bytes=1000.")
DIAG(X305, "X305", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "one tag has more than {0} attributes",
    "No honest element has that many; checking them takes time that grows with their square.",
    "Look at the tag: the file is damaged or made to do harm.")
DIAG(X306, "X306", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "more than {0} namespaces are declared around one element",
    "No honest document declares that many; each name would be looked up among all of them.",
    "Look at the xmlns attributes: the file is damaged or made to do harm.")
DIAG(X307, "X307", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "the document uses too many different names",
    "There are more than 50000 different names of elements, attributes and namespaces, or they take more than 10 MB.",
    "Look at the names: the file is damaged or made to do harm.")
DIAG(X308, "X308", DIAG_ERROR, DIAG_REFUSE_INPUT, 1,
    "a text, an attribute or a comment is longer than 10000000 bytes",
    "The XML library takes no single piece above 10 MB, whatever the limit text-bytes says.",
    "Split or shorten the text.")
